import type { LogFacts } from '../../../shared/log-facts.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Host } from '../../host/host.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import { factsOf, type LoadState } from '../../inference/logs/load-state.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { createSource, type AnySource } from '../source.ts'
import { followLog, type FollowedLog } from './followed-log.ts'
import { createLogFiles, type LogFile, type LogFilesOptions } from './log-files.ts'
import type { LogMemory } from './log-memory.ts'

export interface LogWatchOptions extends LogFilesOptions {
  readonly host: Host
  readonly told: () => readonly ServerTold[]
  /** null: nothing is kept over a restart. */
  readonly memory: LogMemory | null
  readonly isAppleSilicon: () => boolean | null
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
  stop(): void
}

export function createLogWatch(options: LogWatchOptions): LogWatch {
  const { host, told, memory } = options
  const files = createLogFiles(options)
  const followed = new Map<string, FollowedLog>()
  const wakes = new Set<() => void>()
  let index: FormIndex | null = null
  let lookedFor = ''
  let lookedAtMs = Number.NEGATIVE_INFINITY

  const follow = (file: LogFile, forms: FormIndex): void => {
    const known = followed.get(file.path)
    if (known !== undefined) return known.isNow(file)
    const log = followLog(file, {
      host,
      index: forms,
      position: memory?.positionOf(file.path) ?? null,
      isAppleSilicon: options.isAppleSilicon(),
      onFailure: () => {
        wakes.forEach((wake) => wake())
        void memory?.keep(followed, true)
      },
    })
    followed.set(file.path, log)
  }

  const look = async (asker: AskerAt): Promise<void> => {
    const listed = await files.list(asker, told())
    // its tables are made when there is something to read
    index ??= await loadCatalogue()
    for (const file of listed) follow(file, index)
    const paths = new Set(listed.map(({ path }) => path))
    for (const [path, log] of followed) if (!paths.has(path)) leave(followed, path, log)
    await Promise.all([...followed.values()].map((log) => log.check()))
    await memory?.keep(followed)
  }

  return {
    source: createSource<null>({
      id: 'logs',
      title: 'logs of inference servers',
      pace: 'fast',
      round: 3,
      read: async (asker, { isLooked }) => {
        const who = told()
          .map(({ found: { root } }) => `${root.pid}:${root.startedAtMs}`)
          .join(' ')
        const everyMs = isLooked ? lookEveryMs.looked : lookEveryMs.alone
        if (who !== lookedFor || !isWithin(lookedAtMs, everyMs, asker.atMs)) {
          lookedFor = who
          lookedAtMs = asker.atMs
          await look(asker)
        }
        return { kind: 'ok', value: null, atMs: asker.atMs, tookMs: 0 }
      },
    }),
    followed: () => [...followed.values()],
    factsOf: (server) => factsOfServer(server, [...followed.values()]),
    limitBytes: () => limitIn([...followed.values()]),
    onFailure: (wake) => void wakes.add(wake),
    stop: () => {
      followed.forEach((log) => log.stop())
      followed.clear()
    },
  }
}

async function loadCatalogue(): Promise<FormIndex> {
  const { createCatalogue } = await import('../../inference/diagnosis/catalogue.ts')
  return createCatalogue()
}

function leave(followed: Map<string, FollowedLog>, path: string, log: FollowedLog): void {
  log.stop()
  followed.delete(path)
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
  return writer === null && program !== null && (spec.logs?.program === program || found.parent !== null)
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
