import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** Which macOS this is. */
export interface MacOs {
  /** `macOS`; before macOS 11 `Mac OS X`. */
  readonly name: string
  /** `26.6.2`; of a rapid security response with its letter: `13.3.1 (a)`. */
  readonly version: string
  readonly build: string | null
}

export const macOs: Probe<MacOs> = {
  question: { kind: 'command', argv: ['/usr/bin/sw_vers'] },
  parse: parseMacOs,
}

// ProductName:		macOS
// ProductVersion:		13.3.1
// ProductVersionExtra:	(a)
// BuildVersion:		22E772610a
export function parseMacOs(text: string): MacOs {
  const lines = wholeLines(text)
  const valueOf = (label: string): string | null => {
    const line = lines.find((one) => one.startsWith(`${label}:`))
    return line?.slice(label.length + 1).trim() || null
  }
  const [name, version] = [valueOf('ProductName'), valueOf('ProductVersion')]
  if (name === null || version === null || !/^\d+(\.\d+)*$/.test(version)) {
    throw new ParseError('sw_vers names no version')
  }
  const extra = valueOf('ProductVersionExtra')
  return {
    name,
    version: extra === null ? version : `${version} ${extra}`,
    build: valueOf('BuildVersion'),
  }
}
