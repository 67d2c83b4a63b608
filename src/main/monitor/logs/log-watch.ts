import type { LogFacts } from '../../../shared/log-facts.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { factsOf, type LoadState } from '../../inference/logs/load-state.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { Attention } from '../pace.ts'
import { createSource, type AnySource } from '../source.ts'
import type { FollowedLog } from './followed-log.ts'
import { createFollowedLogs, type FollowedLogsOptions } from './followed-logs.ts'
import { createLogFiles, type LogFilesOptions } from './log-files.ts'

export interface LogWatchOptions
  extends LogFilesOptions, Pick<FollowedLogsOptions, 'host' | 'memory' | 'isAppleSilicon'> {
  readonly told: () => readonly ServerTold[]
}

/** What grows in a log that is followed is seen at once: this finds new logs, and ones that have moved. */
const lookEveryMs = { looked: 5_000, alone: 30_000 } as const

/** The logs of this machine's servers, followed as they grow. */
export interface LogWatch {
  readonly source: AnySource
  followed(): readonly FollowedLog[]
  /** What a server's log says of what it has loaded now; null where no log tells. */
  factsOf(server: ServerTold): LogFacts | null
  /** The GPU's limit, as an engine has logged it on this machine; null where none has. */
  limitBytes(): number | null
  /** Wakes when a failure is new, or has come again. */
  onFailure(wake: () => void): void
}

export function createLogWatch(options: LogWatchOptions): LogWatch {
  const { told } = options
  const files = createLogFiles(options)
  const wakes = new Set<() => void>()
  const { all, follow } = createFollowedLogs({
    ...options,
    onFailure: () => wakes.forEach((wake) => wake()),
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

  return {
    source: createSource<null>({
      id: 'logs',
      title: 'logs of inference servers',
      pace: 'fast',
      round: 3,
      read: async (asker, attention) => {
        const { atMs } = asker
        if (isDue(asker, attention)) await follow(await files.list(asker, told()), atMs)
        return readingOf(all(), atMs)
      },
    }),
    followed: all,
    factsOf: (server) => factsOfServer(server, all()),
    limitBytes: () => limitIn(all()),
    onFailure: (wake) => void wakes.add(wake),
  }
}

/** One log that cannot be read says so, as long as none can there is nothing known at all. */
function readingOf(logs: readonly FollowedLog[], atMs: number): Reading<null> {
  if (logs.length === 0)
    return {
      kind: 'absent',
      reason: 'no program that runs models writes one here',
      atMs,
      tookMs: 0,
    }
  const failed = logs.find((log) => log.trouble()?.kind === 'failed')
  const trouble = failed?.trouble() ?? null
  if (failed === undefined || trouble === null) return { kind: 'ok', value: null, atMs, tookMs: 0 }
  return { kind: 'failed', reason: `${failed.file().path}: ${trouble.reason}`, atMs, tookMs: 0 }
}

/** The state that its log has of a server: that of its port in its parent's log, else that of a log of its own. */
function factsOfServer(server: ServerTold, logs: readonly FollowedLog[]): LogFacts | null {
  const port = server.at?.port ?? server.facts.port ?? null
  const isBy = (log: FollowedLog, pid: number | undefined): boolean =>
    pid !== undefined && log.file().writer?.pid === pid
  const own = logs.find((log) => isBy(log, server.found.root.pid))
  const parents = logs.filter(
    (log) => isBy(log, server.found.parent?.pid) || isUsualOf(log, server),
  )
  const states = [own?.reader.state(), ...parents.map((log) => log.reader.states().get(port))]
  const state = states.find((one) => one !== undefined && isOfNow(one, server))
  return state === undefined ? null : factsOf(state)
}

/** A log in its program's usual place is that of the program which runs, and of its children. */
const isUsualOf = (log: FollowedLog, { spec, found }: ServerTold): boolean => {
  const { program, writer } = log.file()
  return (
    writer === null && program !== null && (spec.logs?.program === program || found.parent !== null)
  )
}

/** Not what was loaded before, nor what never was. */
function isOfNow({ stage, port }: LoadState, { at }: ServerTold): boolean {
  if (stage === 'failed' || stage === 'ended') return false
  return port === null || port === at?.port
}

/** No Mac has more, and no process sees less than this. */
const limitBounds = { leastBytes: 2 ** 30, mostBytes: 4 * 2 ** 40 } as const

function limitIn(logs: readonly FollowedLog[]): number | null {
  const told = logs.flatMap(({ reader }) =>
    [...reader.states().values()].flatMap((state) => factsOf(state).limitBytes ?? []),
  )
  const { leastBytes, mostBytes } = limitBounds
  return told.findLast((bytes) => bytes >= leastBytes && bytes <= mostBytes) ?? null
}
