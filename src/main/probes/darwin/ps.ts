import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { decimalIn, divided, ratioOf, scaled } from './forms/amount.ts'
import { countIn } from './forms/figure.ts'
import { startIn } from './ps-start.ts'
import { wholeLines } from './forms/whole-lines.ts'
import { isHeader, wordsOf, type Word } from './forms/words.ts'

/** A row of `ps`; null where it has no such column, or is not understood. */
export interface PsRow {
  readonly pid: Pid
  readonly parentPid: Pid | null
  readonly user: string | null
  readonly state: string | null
  /** `comm` is a path, `ucomm` up to 16 characters of a name; both may hold spaces. */
  readonly command: string | null
  /** Misses Metal's memory, and counts mapped files. */
  readonly residentBytes: number | null
  readonly cpuMs: number | null
  readonly elapsedS: number | null
  /** Of one core: may pass 1. */
  readonly cpuRatio: number | null
  readonly memoryRatio: number | null
  /** `lstart` has no zone and is read as UTC: commands run with TZ=UTC. */
  readonly startedAtMs: number | null
  /** P_… of xnu bsd/sys/proc.h. */
  readonly flags: number | null
}

/** What changes with every tick; `ucomm` is the kernel's short name, which costs no look at the process itself. */
export const processTimes: Probe<readonly PsRow[]> = {
  question: { kind: 'command', argv: ['/bin/ps', '-Ao', 'pid,ppid,time,rss,ucomm'] },
  parse: parsePs,
}

/** What a process keeps for as long as it runs its program. */
export const processFacts: Probe<readonly PsRow[]> = {
  question: { kind: 'command', argv: ['/bin/ps', '-Ao', 'pid,ppid,lstart,user,flags,comm'] },
  parse: parsePs,
}

/** P_TRANSLATED (xnu bsd/sys/proc.h:189), set at exec for Rosetta images. From the source: never seen on a Mac. */
const translatedFlag = 0x20000

export const isTranslatedIn = (flags: number): boolean => (flags & translatedFlag) !== 0

const commandColumns: ReadonlySet<string> = new Set(['COMM', 'COMMAND', 'ARGS', 'CMD', 'UCOMM'])

/** Where the columns stand that hold blanks; -1 for none. */
interface Columns {
  readonly names: readonly string[]
  readonly startedAt: number
  readonly commandAt: number
}

// >   PID  PPID STARTED                      USER                    F COMM
// >     1     0 Sat Aug  1 17:46:44 2026     root                 4004 /sbin/launchd
// >  1473     1 Sat Aug  1 17:49:34 2026     user                 4004 /Users/user/Library/Application Support/x
/**
 * A table of ps with the command as its last column, if it has one. The header names the columns; the words are counted,
 * because widths move with the locale. A row with too few of them is left out. Throws ParseError where there is no header.
 */
export function parsePs(text: string): readonly PsRow[] {
  const lines = wholeLines(text)
  const header = wordsOf(lines[0] ?? '')
  const names = header.map((word) => word.text)
  const commandAt = names.findIndex((name) => commandColumns.has(name))
  const isKnown = isHeader(header) && (commandAt < 0 || commandAt === names.length - 1)
  if (!isKnown) throw new ParseError('not a table of ps')
  const columns: Columns = { names, startedAt: names.indexOf('STARTED'), commandAt }
  return lines.slice(1).flatMap((line) => rowOf(line, columns))
}

interface Cells {
  /** The words of the columns before STARTED and behind it, by their column; the command is not among them. */
  readonly texts: readonly (string | undefined)[]
  readonly startedAtMs: number | null
  readonly command: string | null
}

function rowOf(line: string, columns: Columns): readonly PsRow[] {
  const cells = cellsOf(line, wordsOf(line), columns)
  if (cells === null) return []
  const cell = (name: string): string | undefined => cells.texts[columns.names.indexOf(name)]
  const own = countIn(cell('PID'))
  if (own === null) return []
  const parent = countIn(cell('PPID'))
  return [
    {
      pid: pid(own),
      parentPid: parent === null ? null : pid(parent),
      user: cell('USER') ?? null,
      state: cell('STAT') ?? null,
      command: cells.command,
      residentBytes: safe(scaled(countIn(cell('RSS')), 1024)),
      cpuMs: msIn(cell('TIME')),
      elapsedS: divided(msIn(cell('ELAPSED')), 1e3),
      cpuRatio: divided(decimalIn(cell('%CPU')), 1e2),
      memoryRatio: ratioOf(divided(decimalIn(cell('%MEM')), 1e2)),
      startedAtMs: cells.startedAtMs,
      flags: flagsIn(cell('F')),
    },
  ]
}

/** Null where there are fewer words than columns: a zombie's command alone may be missing. */
function cellsOf(line: string, words: readonly Word[], columns: Columns): Cells | null {
  const { names, startedAt, commandAt } = columns
  const start = startedAt < 0 ? null : startIn(words, startedAt)
  // each word of a start beyond its first moves what follows
  const moved = start === null ? 0 : start.wordCount - 1
  if (start !== null && start.wordCount === 0) return upTo(startedAt, words)
  const singles = commandAt < 0 ? names.length : commandAt
  if (words.length < singles + moved) return null
  if (commandAt < 0 && words.length > singles + moved) return null
  const texts = names.map((_, index) => {
    if (index === startedAt || index === commandAt) return undefined
    return words[startedAt >= 0 && index > startedAt ? index + moved : index]?.text
  })
  const first = commandAt < 0 ? undefined : words[commandAt + moved]
  return {
    texts,
    startedAtMs: start?.atMs ?? null,
    command: first === undefined ? null : line.slice(first.start).trimEnd(),
  }
}

/** A start that no rule knows the end of: what stands before it is still right. */
const upTo = (startedAt: number, words: readonly Word[]): Cells => ({
  texts: words.slice(0, startedAt).map((word) => word.text),
  startedAtMs: null,
  command: null,
})

const safe = (value: number | null): number | null => (Number.isSafeInteger(value) ? value : null)

/** `54:43.90`: minutes do not roll over to hours on macOS; other systems print `1:02:03` and `2-01:02:03`. */
function msIn(text: string | undefined): number | null {
  const form = /^(?:(\d{1,6})-)?(?:(\d{1,6}):)?(\d{1,9}):([0-5]\d)(?:[.,](\d{1,3}))?$/
  const [whole, days, hours, minutes, seconds, fraction] = form.exec(text ?? '') ?? []
  if (whole === undefined) return null
  const isTooLong =
    (hours !== undefined && Number(minutes) > 59) || (days !== undefined && Number(hours) > 23)
  if (isTooLong || (days !== undefined && hours === undefined)) return null
  const wholeMinutes = (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes)
  return safe(
    (wholeMinutes * 60 + Number(seconds)) * 1000 + Number((fraction ?? '').padEnd(3, '0')),
  )
}

const flagsIn = (text: string | undefined): number | null =>
  text !== undefined && /^[\da-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : null
