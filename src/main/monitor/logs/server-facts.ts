import { baseName } from '../../../shared/base-name.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import { factsOf, type LoadState } from '../../inference/logs/load-state.ts'
import { llamaArguments } from '../../inference/programs/llama-arguments.ts'
import type { AnnouncedLoad } from '../../inference/inventory/loading.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { FollowedLog } from './followed-log.ts'
import { isChild, isOwner, ownerOf, portOf } from './log-owner.ts'
import { announcedIn, createSeenLoads } from './seen-loads.ts'

/** When a process began is known to a second or two. */
const startSlackMs = 5_000

/** What logs say of the servers that run: not of one that ran before, and wrote to the same file. */
export interface ServerFacts {
  /** Once a tick: what has been said by then, later programs have not said. */
  note(logs: readonly FollowedLog[], atMs: number): void
  /** What the program itself says in a log of its own; of a child what is said of its port in the log of its parent. */
  of(server: ServerTold, logs: readonly FollowedLog[], told: readonly ServerTold[]): LogFacts | null
  /** The build that a llama.cpp says of itself (`b10470`), where it is no other program's; null where none does. */
  llamaVersionOf(
    server: ServerTold,
    logs: readonly FollowedLog[],
    told: readonly ServerTold[],
  ): string | null
  /** What a log has said, a moment ago, that its program's children have begun to load. */
  announcedIn(log: FollowedLog, nowMs: number): readonly AnnouncedLoad[]
  /** How far the load has come that it tells of; null where it tells of none. */
  stageOf(
    server: ServerTold,
    logs: readonly FollowedLog[],
    told: readonly ServerTold[],
  ): LoadState['stage'] | null
}

export function createServerFacts(): ServerFacts {
  const seen = createSeenLoads()

  const isSaidBefore = (log: FollowedLog, port: number | null, startedAtMs: number): boolean => {
    // nothing of it was written by this program
    if ((log.changedAtMs() ?? 0) < startedAtMs - startSlackMs) return true
    const load = seen.of(log, port)
    return (
      load !== undefined &&
      load.number === log.reader.states().get(port)?.number &&
      load.sinceMs < startedAtMs - startSlackMs
    )
  }

  /** What was said of this program, not of one before it: of each log that tells of it. */
  const statesOf = (
    server: ServerTold,
    logs: readonly FollowedLog[],
    told: readonly ServerTold[],
  ): readonly LoadState[] => {
    const { root } = server.found
    const { modelPath } = llamaArguments(root.argv)
    return logs.flatMap((log): readonly LoadState[] => {
      const port = portIn(log, server, told)
      if (port === undefined || isSaidBefore(log, port, root.startedAtMs)) return []
      const state = log.reader.states().get(port)
      return state !== undefined && isOfModel(factsOf(state), modelPath) ? [state] : []
    })
  }

  return {
    note: seen.note,
    of: (server, logs, told) => {
      const said = statesOf(server, logs, told).filter(isOfNow).map(factsOf)
      return said.find((facts) => Object.keys(facts).length > 0) ?? null
    },
    llamaVersionOf: (server, logs, told) => {
      const own = statesOf(server, logs, told).filter(({ program }) => program === 'llama.cpp')
      return own.find(({ version }) => version !== null)?.version ?? null
    },
    announcedIn: (log, nowMs) => announcedIn(log, seen, nowMs),
    stageOf: (server, logs, told) => {
      const stages = statesOf(server, logs, told).map(({ stage }) => stage)
      return stages.find((stage) => stage !== 'unknown') ?? null
    },
  }
}

/** Under which port a log tells of this server; null: as of the program itself; undefined: not at all. */
function portIn(
  log: FollowedLog,
  server: ServerTold,
  told: readonly ServerTold[],
): number | null | undefined {
  if (isOwner(log.file(), server)) return ownerOf(log.file(), told) === null ? undefined : null
  const port = portOf(server)
  return port !== null && isChild(log.file(), server, told) ? port : undefined
}

/** Not what was loaded before, nor what never was. */
const isOfNow = ({ stage }: LoadState): boolean => stage !== 'failed' && stage !== 'ended'

/** A log that tells of another file than its program was started for was written by the one before. */
const isOfModel = ({ modelPath }: LogFacts, started: string | null): boolean =>
  !isModelFile(modelPath) || !isModelFile(started) || baseName(modelPath) === baseName(started)

/** Another name may be that of a repository, or of an alias. */
const isModelFile = (path: string | null | undefined): path is string =>
  path !== undefined && path !== null && /\.gguf$|sha256-[\da-f]{64}$/i.test(path)
