import { InvalidArgumentError, Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import { parseSize } from '../shared/parse.ts'
import type { ReliefWant } from '../shared/relief.ts'
import { aDuration, aName, parsedBy } from './option-values.ts'

/** The log keeps 1 MB at most, some thousand acts: it may reach back for long. */
const aSpan = aDuration(1_000, 400 * 86_400_000, 'from 1s to 400d', '24h or 7d')

/** What acts on the machine, and what shows what was done (design §3). */
export function addActing(program: Command, done: (code: ExitCode) => void): void {
  addRelief(program, done)
  addUnloading(program, done)
  addQuitting(program, done)
  addActs(program, done)
}

interface ActFlags {
  readonly dryRun: boolean
  readonly yes: boolean
  readonly force: boolean
  readonly json: boolean
}

const actOptionsOf = ({ dryRun: isDryRun, yes: isConfirmed, force: isForced, json }: ActFlags) => ({
  isDryRun,
  isConfirmed,
  isForced,
  json,
})

function addUnloading(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('unload')
    .argument(
      '<model>',
      'its name, or a part that no other loaded model has; name@port where two servers have it',
      aName,
    )
    .description(
      'lets its server unload a model; exit code 1 where the memory did not come back, 3 where its server is not known or does not answer',
    )
    .option('--dry-run', 'only say what would be done', false)
    .option(
      '--yes',
      'without a question, also where it works at a request or others go along',
      false,
    )
    .option(
      '--force',
      'where asking its server was in vain, end its process: asked about again',
      false,
    )
    .option('--json', 'what it came to, as JSON', false)
    .action(async (model: string, flags: ActFlags) => {
      const { unload } = await import('./cli/unload.ts')
      done(await unload(model, actOptionsOf(flags)))
    })
}

function addQuitting(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('quit')
    .argument(
      '<app>',
      'its name, its bundle id or the number of a process; at a terminal a part of its name is asked about',
      aName,
    )
    .description(
      'asks an app to quit: a Mac app as its own menu does, any other program by SIGTERM; exit code 1 where it is still open or comes back, 2 where several may be meant',
    )
    .option('--dry-run', 'only say what would be sent', false)
    .option('--yes', 'without a question, also where something may be lost', false)
    .option(
      '--force',
      'where it is still open once it was asked, end it: asked about again, and what is not saved is lost',
      false,
    )
    .option('--json', 'what it came to, as JSON', false)
    .action(async (app: string, flags: ActFlags) => {
      const { quit } = await import('./cli/quit.ts')
      done(await quit(app, actOptionsOf(flags)))
    })
}

interface ReliefFlags {
  readonly need?: number
  readonly gpu?: number
  readonly do: boolean
  readonly dryRun: boolean
  readonly yes: boolean
  readonly json: boolean
}

function addRelief(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('relief')
    .description(
      'what to unload or quit to get so much room: the least that is enough; exit code 1 where nothing is enough, 3 where the room is not known',
    )
    .addOption(
      new Option('--need <bytes>', 'so much room (6GB, 6GiB, bytes)').argParser(
        parsedBy(parseSize),
      ),
    )
    .addOption(
      new Option('--gpu <share>', 'so much of the GPU’s time that others have now (30%)')
        .argParser(aShare)
        .conflicts('need'),
    )
    .option('--do', 'do it: one after the other, until it is enough', false)
    .option('--dry-run', 'do nothing; with --do: say what would be sent', false)
    .option('--yes', 'with --do: without a question, also where something may be lost', false)
    .option('--json', 'as JSON', false)
    .action(async ({ do: isDone, dryRun: isDryRun, yes: isConfirmed, ...flags }: ReliefFlags) => {
      const want = wantOf(flags)
      // without --do nothing is done anyway
      if (!isDone && isConfirmed) throw new UsageError('--yes goes with --do')
      const { relief } = await import('./cli/relief.ts')
      done(await relief({ want, isDone, isDryRun, isConfirmed, json: flags.json }))
    })
}

function wantOf({ need, gpu }: Pick<ReliefFlags, 'need' | 'gpu'>): ReliefWant {
  if (need !== undefined) return { kind: 'room', needBytes: need }
  if (gpu !== undefined) return { kind: 'gpu-time', needRatio: gpu }
  throw new UsageError('how much is needed: --need 6GB, or --gpu 30% of its time')
}

/** `30%`, to a share from 0 to 1. */
function aShare(text: string): number {
  const [, figure] = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text.trim()) ?? []
  const ratio = Number(figure) / 100
  if (!(ratio > 0 && ratio <= 1)) throw new InvalidArgumentError(`"${text}" is no share: write 30%`)
  return ratio
}

function addActs(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('acts')
    .description(
      'what Headroom has unloaded and quit, the newest first (200 at most), and what came back of it',
    )
    .option('--since <time>', 'only the last 24h, 7d, …', aSpan)
    .option('--json', 'as JSON', false)
    .action(async ({ since, json }: { since?: number; json: boolean }) => {
      const { acts } = await import('./cli/acts.ts')
      done(await acts({ sinceMs: since ?? null, json }))
    })
}
