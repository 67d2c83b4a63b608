import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What a file on disk was built for. */
export interface FileType {
  /** null where the command prints none (`-b`). */
  readonly path: string | null
  /** In the order printed; null: not a Mach-O file. */
  readonly architectures: readonly string[] | null
  /** One of them is arm64 or arm64e (a person may still force Rosetta); null: not a Mach-O file. */
  readonly isNativeOnArm64: boolean | null
}

/** Several files at once. One that cannot be read is not among the answers. */
export const fileType = (paths: readonly string[]): Probe<readonly FileType[]> => ({
  question: { kind: 'command', argv: ['/usr/bin/file', '--', ...paths] },
  parse: (text) => parseFileTypes(text, paths),
})

/** One line: of which file, and what it says. `count`: how many architectures a universal binary claims to have. */
interface Told {
  readonly path: string | null
  readonly isMachO: boolean
  readonly count: number
  readonly architectures: string[]
}

const continuation = /^(?:(.*) )?\(for architecture ([\w.]+)\):\s/
const unreadable =
  /^(?:cannot (?:open|read)|can't (?:open|read)|ERROR\b|No such file|Permission denied)|no read permission/i

// /bin/ls: Mach-O universal binary with 2 architectures: [x86_64:Mach-O 64-bit executable x86_64] [arm64e:Mach-O …
// - Mach-O 64-bit executable x86_64] …   (macOS 12 and later break the line within the brackets)
// /bin/ls (for architecture x86_64):	Mach-O 64-bit executable x86_64
// build/v15_scanner: Mach-O 64-bit executable arm64
// bin/odata-mcp.exe: PE32+ executable (console) x86-64
/** `paths`: those that were asked for, so that a colon in a path misleads nobody. */
export function parseFileTypes(text: string, paths: readonly string[] = []): readonly FileType[] {
  const longestFirst = paths.toSorted((a, b) => b.length - a.length)
  const told: Told[] = []
  for (const line of joined(wholeLines(text), paths)) {
    if (line.trim() === '') continue
    const part = continuation.exec(line)
    if (part === null) told.push(toldBy(line, longestFirst))
    else addPart(told.at(-1), part[1] ?? '', part[2] ?? '')
  }
  if (told.length === 0) throw new ParseError('no file is named')
  return told.flatMap(typeOf)
}

/** A line that begins with `- ` goes on with the one before, unless it tells of a file of such a name that was asked for. */
function joined(lines: readonly string[], paths: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const line of lines) {
    const isRest = line.startsWith('- ') && !paths.some((path) => line.startsWith(`${path}:`))
    if (isRest && whole.length > 0) whole.push(`${whole.pop()}${line}`)
    else whole.push(line)
  }
  return whole
}

function toldBy(line: string, paths: readonly string[]): Told {
  const { path, description } = splitLine(line, paths)
  // libmagic 5.41 breaks its descriptions with \012
  const plain = description.replaceAll('\\012', '').replaceAll(/\[?- (?=[\w.]+:)/g, '[')
  const isMachO = /^Mach-O\b/.test(plain)
  // of one that cannot be read an architecture is missing, so that typeOf leaves it out
  if (!isMachO) return { path, isMachO, count: unreadable.test(plain) ? 1 : 0, architectures: [] }
  const counted = /^Mach-O (?:universal|fat)\b.*?\bwith (\d+) architectures?\b/.exec(plain)?.[1]
  return counted === undefined
    ? { path, isMachO, count: 1, architectures: thinArchitectures(plain) }
    : { path, isMachO, count: Number(counted), architectures: listedArchitectures(plain) }
}

function splitLine(
  line: string,
  paths: readonly string[],
): { readonly path: string | null; readonly description: string } {
  if (/^Mach-O\s/.test(line)) return { path: null, description: line.trim() }
  const asked = paths.find((path) => line.startsWith(`${path}:`))
  const at = asked?.length ?? line.search(/:\s+Mach-O\s/)
  const colon = at >= 0 ? at : line.search(/:\s/)
  if (colon < 0) return { path: null, description: line.trim() }
  return { path: line.slice(0, colon), description: line.slice(colon + 1).trim() }
}

const listedArchitectures = (description: string): string[] =>
  [...description.matchAll(/\[\s*([\w.]+)[:\]]/g)].map(([, name]) => name ?? '')

const knownArchitecture = /\b(?:arm64e|arm64_32|arm64|armv\w+|arm|x86_64h|x86_64|i[3-6]86|ppc\w*)\b/

/** Apple's `file` names it last, a newer libmagic behind "64-bit". */
function thinArchitectures(description: string): string[] {
  const plain = description.split(',')[0] ?? ''
  const name = knownArchitecture.exec(plain)?.[0] ?? /\s([\w.]+)\s*$/.exec(plain)?.[1]
  return name === undefined ? [] : [name]
}

/** Older releases list the architectures on lines of their own alone. */
function addPart(last: Told | undefined, path: string, name: string): void {
  if (last === undefined || (last.path ?? '') !== path) return
  if (!last.architectures.includes(name)) last.architectures.push(name)
}

/** Nothing of a file whose architectures are not all told: a shorter list would be another answer. */
function typeOf({ path, isMachO, count, architectures }: Told): readonly FileType[] {
  if (architectures.length !== count) return []
  if (!isMachO) return [{ path, architectures: null, isNativeOnArm64: null }]
  return [{ path, architectures, isNativeOnArm64: architectures.some(isArm64) }]
}

const isArm64 = (name: string): boolean => name === 'arm64' || name === 'arm64e'
