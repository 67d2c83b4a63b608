import type { LogFacts } from '../../../shared/log-facts.ts'
import type { NoReading, Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { isPlausibleLimit, type LoggedLimit } from '../../headroom/logged-limit.ts'
import { titleOfProgram } from '../../inference/diagnosis/program-titles.ts'
import { factsOf, type LoadState } from '../../inference/logs/load-state.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { AnnouncedLoad } from '../../inference/inventory/loading.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { Attention } from '../pace.ts'
import { createSource, type AnySource } from '../source.ts'
import type { FollowedLog } from './followed-log.ts'
import { createFollowedLogs, type FollowedLogsOptions } from './followed-logs.ts'
import { createLogFiles, type LogFilesOptions } from './log-files.ts'
import { isOfThisMachine, isOwner, ownerOf } from './log-owner.ts'
import { createServerFacts } from './server-facts.ts'

export interface LogWatchOptions
  extends LogFilesOptions, Pick<FollowedLogsOptions, 'host' | 'memory' | 'isAppleSilicon'> {
  readonly told: () => readonly ServerTold[]
}

/** What grows in a log that is followed is seen at once: this finds new logs, and ones that have moved. */
const lookEveryMs = { looked: 5_000, alone: 30_000 } as const

/** The logs of this machine's servers, followed as they grow. */
/** A failure has just happened or has come again; figures give notice of one. */
export type LogNews = 'failure' | 'notice'

export interface LogWatch {
  readonly source: AnySource
  followed(): readonly FollowedLog[]
  /** What a server's log says of what it has loaded now; null where no log tells. */
  factsOf(server: ServerTold): LogFacts | null
  /** How far its log says that a server's load has come; null where no log tells. */
  stageOf(server: ServerTold): LoadState['stage'] | null
  /** What a server says that its children have begun to load, a moment ago. */
  announcedBy(server: ServerTold, nowMs: number): readonly AnnouncedLoad[]
  /** How far it says that the load of its child on this port has come. */
  childStageOf(server: ServerTold, port: number): LoadState['stage'] | null
  /** The build that its log tells; null where no log does. */
  llamaVersionOf(server: ServerTold): string | null
  /** The GPU's limit, as an engine has logged it on this machine; null where none has. */
  limit(ramBytes: number): LoggedLimit | null
  onNews(wake: (news: LogNews) => void): void
}

export function createLogWatch(options: LogWatchOptions): LogWatch {
  const { told } = options
  const files = createLogFiles(options)
  const facts = createServerFacts()
  const wakes = new Set<(news: LogNews) => void>()
  const wake = (news: LogNews) => (): void => wakes.forEach((one) => one(news))
  const { all, follow } = createFollowedLogs({
    ...options,
    onFailure: wake('failure'),
    onNotice: wake('notice'),
  })
  let lookedFor = ''
  let lookedAtMs = Number.NEGATIVE_INFINITY

  /** Whether it is time: servers have come or gone, or it was long ago. */
  const isDue = ({ atMs }: AskerAt, { isLooked }: Attention): boolean => {
    const who = told()
      .map(({ found: { root } }) => `${root.pid}:${root.startedAtMs}`)
      .join(' ')
    const everyMs = isLooked ? lookEveryMs.looked : lookEveryMs.alone
    if (who === lookedFor && isWithin(lookedAtMs, everyMs, atMs)) return false
    lookedFor = who
    lookedAtMs = atMs
    return true
  }

  /** The logs that this server writes, and no other. */
  const ownOf = (server: ServerTold): readonly FollowedLog[] =>
    all().filter((log) => isOwner(log.file(), server) && ownerOf(log.file(), told()) !== null)

  return {
    source: createSource<null>({
      id: 'logs',
      title: 'logs of inference servers',
      pace: 'fast',
      round: 3,
      read: async (asker, attention) => {
        const { atMs } = asker
        if (isDue(asker, attention)) await follow(await files.list(asker, told()), atMs)
        facts.note(all(), atMs)
        return readingOf(all(), told().length > 0, atMs)
      },
    }),
    followed: all,
    factsOf: (server) => facts.of(server, all(), told()),
    stageOf: (server) => facts.stageOf(server, all(), told()),
    announcedBy: (server, nowMs) => ownOf(server).flatMap((log) => facts.announcedIn(log, nowMs)),
    childStageOf: (server, port) =>
      ownOf(server).flatMap(({ reader }) => reader.states().get(port)?.stage ?? [])[0] ?? null,
    llamaVersionOf: (server) => facts.llamaVersionOf(server, all(), told()),
    limit: (ramBytes) => limitIn(all(), ramBytes),
    onNews: (one) => void wakes.add(one),
  }
}

/** Where one of them cannot be read, that one is told. */
function readingOf(logs: readonly FollowedLog[], hasServers: boolean, atMs: number): Reading<null> {
  const none = (kind: NoReading['kind'], reason: string): NoReading => ({
    kind,
    reason,
    atMs,
    tookMs: 0,
  })
  for (const log of logs) {
    const trouble = log.trouble()
    if (trouble?.kind === 'failed') return none('failed', `${log.file().path}: ${trouble.reason}`)
  }
  if (logs.length > 0) return { kind: 'ok', value: null, atMs, tookMs: 0 }
  return none('absent', hasServers ? 'no server that runs writes one to a file' : 'there are none')
}

/** Of the log that was written to last. */
function limitIn(logs: readonly FollowedLog[], ramBytes: number): LoggedLimit | null {
  const told = logs
    .filter((log) => isOfThisMachine(log.file()))
    .toSorted((a, b) => (a.changedAtMs() ?? 0) - (b.changedAtMs() ?? 0))
    .flatMap((log) => [...log.reader.states().values()].flatMap((state) => limitOf(log, state)))
  return told.findLast(({ limitBytes }) => isPlausibleLimit(limitBytes, ramBytes)) ?? null
}

function limitOf(log: FollowedLog, state: LoadState): readonly LoggedLimit[] {
  const { limitBytes } = factsOf(state)
  const atMs = log.changedAtMs()
  if (limitBytes === undefined || atMs === null) return []
  const program = log.file().program ?? state.program
  return [{ limitBytes, atMs, program: program === null ? null : titleOfProgram[program] }]
}
