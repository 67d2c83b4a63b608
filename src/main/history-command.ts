import { InvalidArgumentError, Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import { longestHistoryMs, mostHistoryPoints } from '../shared/history.ts'
import type { HistoryForm } from './cli/history.ts'
import { parseMoment, type Moment } from './cli/moment.ts'
import { aCount, parsedBy } from './option-values.ts'

const dayMs = 86_400_000

interface HistoryFlags {
  readonly since: Moment
  readonly until: Moment
  readonly points: number
  readonly json: boolean
  readonly csv: boolean
  readonly events: boolean
  readonly export?: string
  readonly delete: boolean
  readonly yes: boolean
}

/** So far back, or an instant. */
const aMoment = parsedBy((text: string): Moment => {
  const moment = parseMoment(text)
  if (moment.kind === 'ago' && moment.agoMs > longestHistoryMs)
    throw new InvalidArgumentError('nothing is kept for longer than 30d')
  return moment
})

/** `headroom history` (design §3): what was, and the way to be rid of it. */
export function addHistory(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('history')
    .description(
      'what was: room, GPU, swap, watts, what was loaded and let go of, the most that each model held; exit code 3 where nothing is kept of that time',
    )
    .addOption(
      new Option('--since <time>', 'from then on: so long ago (24h, 7d), or 2026-11-20T18:00')
        .argParser(aMoment)
        .default({ kind: 'ago', agoMs: dayMs }, '24h'),
    )
    .addOption(
      new Option('--until <time>', 'up to then, in the same ways')
        .argParser(aMoment)
        .default({ kind: 'ago', agoMs: 0 }, 'now'),
    )
    .option(
      '--points <n>',
      'at most so many: each stands for a longer span where the time is long',
      aCount(1, mostHistoryPoints),
      mostHistoryPoints,
    )
    .option('--json', 'as JSON', false)
    .addOption(
      new Option('--csv', 'one row a point: UTC, bytes, watts').default(false).conflicts('json'),
    )
    .option('--events', 'with --csv or --export F.csv: one row for each thing that happened', false)
    .option('--export <file>', 'into a file that does not exist yet: .csv or .json')
    .addOption(
      new Option('--delete', 'all of it, for good; asked about first')
        .default(false)
        .conflicts(['json', 'csv', 'events', 'export', 'since', 'until', 'points']),
    )
    .option('--yes', 'with --delete: without a question', false)
    .action(async (flags: HistoryFlags) => {
      if (flags.yes && !flags.delete) throw new UsageError('--yes goes with --delete')
      const { since, until, points: mostPoints } = flags
      const form = formOf(flags)
      const { history } = await import('./cli/history.ts')
      done(await history({ since, until, mostPoints, form, isConfirmed: flags.yes }))
    })
}

function formOf({ json, csv, events, delete: isDelete, ...flags }: HistoryFlags): HistoryForm {
  const table = events ? 'events' : 'points'
  if (isDelete) return { kind: 'delete' }
  if (flags.export === undefined) {
    if (events && !csv) throw new UsageError('--events goes with --csv, or with --export F.csv')
    if (csv) return { kind: 'csv', table }
    return { kind: json ? 'json' : 'text' }
  }
  if (json || csv) throw new UsageError('--export says by the ending of its file what is written')
  const [, ending] = /\.(csv|json)$/i.exec(flags.export) ?? []
  if (ending === undefined)
    throw new UsageError(`${flags.export} is to end in .csv or .json, by which it is written`)
  if (ending.toLowerCase() === 'csv')
    return { kind: 'file', path: flags.export, as: { kind: 'csv', table } }
  if (events) throw new UsageError('a .json holds what happened as well: leave --events out')
  return { kind: 'file', path: flags.export, as: { kind: 'json' } }
}
