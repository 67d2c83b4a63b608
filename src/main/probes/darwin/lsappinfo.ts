import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import { Absent } from '../../host/attempt.ts'
import type { Probe } from '../probe.ts'
import { positiveIn } from './forms/figure.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What LaunchServices knows of one app. null: not told, or `[ NULL ]`. */
export interface RegisteredApp {
  /** LaunchServices' own number of this run of the app: `ASN:0x0-0xa30a3`. */
  readonly asn: string | null
  readonly name: string
  readonly bundleId: string | null
  readonly bundlePath: string | null
  readonly executable: string | null
  readonly pid: Pid
  /** As printed: Foreground, UIElement, BackgroundOnly. */
  readonly type: string | null
  /** As printed: ARM64, x86_64. */
  readonly architecture: string | null
  readonly isFront: boolean | null
  readonly coalitionId: number | null
  /** Processes that were started for this app and still run, beside its own. */
  readonly coalitionPids: readonly Pid[] | null
  /** `(exited-with-subordinates)`: its own process has ended, so that `pid` may be another's by now. */
  readonly hasExited: boolean
}

const program = '/usr/bin/lsappinfo'

export const registeredApps: Probe<readonly RegisteredApp[]> = {
  question: { kind: 'command', argv: [program, 'list'] },
  parse: (text) => {
    if (!isNothing(text)) return parseRegisteredApps(text)
    throw new Absent('macOS lists no apps where nobody is logged in at the screen')
  },
}

/** One app by its ASN, bundle id or name. Of an app that is not registered nothing is printed. */
export const registeredApp = (asn: string): Probe<readonly RegisteredApp[]> => ({
  question: { kind: 'command', argv: [program, 'info', asn] },
  parse: (text) => (isNothing(text) ? [] : parseRegisteredApps(text)),
})

/** The ASN of the app in front; null where none is. */
export const frontApp: Probe<string | null> = {
  question: { kind: 'command', argv: [program, 'front'] },
  parse: parseFrontApp,
}

const isNothing = (text: string): boolean => /^\s*(\[ NULL \]\s*)?$/.test(text)

// ASN:0x0-0xa30a3:
export function parseFrontApp(text: string): string | null {
  if (isNothing(text)) return null
  // without its last colon the number may be cut
  const asn = /^\s*(ASN:0x[\da-f]+-0x[\da-f]+):\s*$/i.exec(text)?.[1]
  if (asn === undefined) throw new ParseError('not the number of an app')
  return asn
}

const headForm =
  /^\s*(?:\d+\)\s+)?(?:"(.*)"|\[ NULL \])\s+(ASN:0x[\da-f]+-0x[\da-f]+):\s*(\(in front\))?/i

// 29) "Google Chrome" ASN:0x0-0xb52b52: (in front)
//     bundleID="com.google.Chrome"
//     bundle path=[ NULL ]
//     executable path="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
//     pid = 44889 !signalled type="BackgroundOnly" flavor=2 Version="8010.36" fileType="APPL" Arch=ARM64
//     coalition: 1682 { 5064 5070 5081 }
/** `list` numbers the apps, `info` does not. Lines come and go; an app without a pid is left out. */
export function parseRegisteredApps(text: string): readonly RegisteredApp[] {
  const blocks: { readonly head: RegExpExecArray; readonly lines: string[] }[] = []
  for (const line of wholeLines(text)) {
    const head = headForm.exec(line)
    if (head === null) blocks.at(-1)?.lines.push(line)
    else blocks.push({ head, lines: [] })
  }
  if (blocks.length === 0) throw new ParseError('lsappinfo names no app')
  return blocks.flatMap(({ head, lines }) => appOf(head, lines))
}

function appOf(head: RegExpExecArray, lines: readonly string[]): readonly RegisteredApp[] {
  const valueOf = (form: RegExp): string | null => {
    for (const line of lines) {
      const value = form.exec(line)?.[1]
      if (value !== undefined) return value
    }
    return null
  }
  const processLine = valueOf(/^\s*(pid = \d.*)$/) ?? ''
  const number = positiveIn(/^pid = (\d+)(?=\s|$)/.exec(processLine)?.[1])
  const bundlePath = valueOf(/^\s*bundle path="(.*)"\s*$/)
  const executable = valueOf(/^\s*executable path="(.*)"\s*$/)
  const name = head[1] || fileNameOf(bundlePath)?.replace(/\.app$/, '') || fileNameOf(executable)
  if (number === null || !name) return []
  const coalition = /^(\d+)(?:\s*\{([\d\s]*)\})?\s*$/.exec(
    valueOf(/^\s*coalition:(.*)$/)?.trim() ?? '',
  )
  return [
    {
      asn: head[2] ?? null,
      name,
      bundleId: valueOf(/^\s*bundleID="(.*)"\s*$/),
      bundlePath,
      executable,
      pid: pid(number),
      type: / type="([^"]*)"/.exec(processLine)?.[1] ?? null,
      architecture: / Arch=([\w-]+)/.exec(processLine.replace(/"[^"]*"/g, '""'))?.[1] ?? null,
      isFront: head[3] !== undefined,
      coalitionId: positiveIn(coalition?.[1]),
      coalitionPids: pidsIn(coalition?.[2]),
      hasExited: processLine.includes('(exited-with-subordinates)'),
    },
  ]
}

const fileNameOf = (path: string | null): string | undefined => path?.split('/').at(-1)

function pidsIn(text: string | undefined): readonly Pid[] | null {
  if (text === undefined) return null
  const numbers = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(positiveIn)
  return numbers.every((number) => number !== null) ? numbers.map(pid) : null
}
