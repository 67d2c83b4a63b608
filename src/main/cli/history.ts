import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { longestHistoryMs, type History, type HistoryInput } from '../../shared/history.ts'
import { historyCsv, type HistoryTable } from '../../shared/history-csv.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatCount, formatSpan } from '../../shared/units.ts'
import type { Core } from '../core/core.ts'
import { askYesNo } from './ask-yes-no.ts'
import { forgetHistory, type ForgetTalk } from './history-forget.ts'
import { emptyHistoryLine, historyLines } from './history-lines.ts'
import { momentMs, type Moment } from './moment.ts'
import { writeNewFile } from './new-file.ts'
import { print, printJson, say } from './output.ts'
import { openOwnCore } from './own-core.ts'
import { writesBlocks } from './sparkline.ts'

/** What is printed of it, or done with it. */
export type HistoryForm =
  | { readonly kind: 'text' | 'json' | 'delete' }
  | { readonly kind: 'csv'; readonly table: HistoryTable }
  | { readonly kind: 'file'; readonly path: string; readonly as: FileForm }

type FileForm = { readonly kind: 'json' } | { readonly kind: 'csv'; readonly table: HistoryTable }

export interface HistoryOptions {
  readonly since: Moment
  readonly until: Moment
  readonly mostPoints: number
  readonly form: HistoryForm
  /** Of deleting: no question is asked. */
  readonly isConfirmed: boolean
}

/** The terminal and the disk, as far as they are needed here. */
export interface HistoryTalk extends ForgetTalk {
  readonly print: (line: string) => void
  readonly printJson: (value: unknown) => void
  /** As it is, without an end of its own. */
  readonly write: (text: string) => void
  /** A new file; throws UsageError where it cannot be one. */
  readonly writeFile: (path: string, text: string) => Promise<void>
  /** The letters of the terminal have blocks among them. */
  readonly hasBlocks: boolean
}

/** `headroom history`: what was, of every Headroom of this user. */
export async function history(options: HistoryOptions): Promise<ExitCode> {
  const core = await openOwnCore({ roomCapBytes: null })
  const isTalking = process.stdin.isTTY && process.stderr.isTTY
  const talk: HistoryTalk = {
    print,
    printJson,
    write: (text) => void process.stdout.write(text),
    say,
    writeFile: writeNewFile,
    ask: isTalking ? askYesNo : null,
    hasBlocks: writesBlocks(process.env),
  }
  try {
    return await historyBy(core, options, talk, Date.now())
  } finally {
    await core.close()
  }
}

export async function historyBy(
  core: Pick<Core, 'history' | 'ownData' | 'forget' | 'preferencesNow'>,
  options: HistoryOptions,
  talk: HistoryTalk,
  nowMs: number,
): Promise<ExitCode> {
  const { form, isConfirmed } = options
  if (form.kind === 'delete') return forgetHistory(core, { isConfirmed, nowMs }, talk)
  const read = await core.history(inputOf(options, nowMs))
  if (read.trouble !== null) talk.say(printable(read.trouble, maxTroubleLength))
  const isKept = core.preferencesNow()?.keepsHistory !== false
  const isEmpty = hasNothing(read)
  // why nothing can be read says it all
  if (isEmpty && (read.trouble === null || read.keptSinceMs !== null))
    talk.say(emptyHistoryLine(read, isKept))
  // a script finds the form that it asked for, a file is not begun for nothing
  if (!isEmpty || form.kind === 'json' || form.kind === 'csv') await told(read, form, talk)
  return isEmpty ? exitCode.cannotTell : exitCode.yes
}

const maxTroubleLength = 400

const hasNothing = ({ atMs, events }: History): boolean => atMs.length === 0 && events.length === 0

function inputOf({ since, until, mostPoints }: HistoryOptions, nowMs: number): HistoryInput {
  const [sinceMs, untilMs] = [momentMs(since, nowMs), momentMs(until, nowMs)]
  if (untilMs <= sinceMs) throw new UsageError('--until is to be later than --since')
  if (untilMs - sinceMs > longestHistoryMs)
    throw new UsageError(`a history is of ${formatSpan(longestHistoryMs)} at the most`)
  return { sinceMs, untilMs, mostPoints }
}

async function told(
  read: History,
  form: Exclude<HistoryForm, { readonly kind: 'delete' }>,
  talk: HistoryTalk,
): Promise<void> {
  switch (form.kind) {
    case 'text':
      return historyLines(read, talk.hasBlocks).forEach(talk.print)
    case 'json':
      return talk.printJson(read)
    case 'csv':
      return talk.write(historyCsv(read, form.table))
    case 'file': {
      const text =
        form.as.kind === 'json' ? `${JSON.stringify(read)}\n` : historyCsv(read, form.as.table)
      await talk.writeFile(form.path, text)
      talk.say(`${form.path}: ${countIn(read, form.as)}, ${formatBytes(Buffer.byteLength(text))}`)
    }
  }
}

function countIn({ atMs, events }: History, as: FileForm): string {
  const [points, things] = [counted(atMs.length, 'point'), counted(events.length, 'event')]
  if (as.kind === 'json') return `${points} and ${things}`
  return as.table === 'points' ? points : things
}

const counted = (count: number, what: string): string =>
  `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`
