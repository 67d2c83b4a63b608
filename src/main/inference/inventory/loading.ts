import type { Load } from '../../../shared/load.ts'
import type { ServerKind } from '../../../shared/server.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LoadState } from '../logs/load-state.ts'
import type { ServerTold } from '../watch/watched-server.ts'
import { modelIdOf, serverIdOf } from './inventory.ts'
import { joinModels, type Joined, type NamesOfBlob } from './join-models.ts'
import { isInMemory, modelStateOf } from './model-state.ts'
import type { ServerProcess } from '../server-kind.ts'

/** How far the log of a server says that its load has come. */
export type StageOf = (server: ServerTold) => LoadState['stage'] | null

/** A load that a server's log tells of, by the port of the child that it is for. */
export interface AnnouncedLoad {
  readonly port: number
  readonly facts: LogFacts
}

/** What is being loaded now, and what tells of it. */
export interface Loading {
  /** The same for as long as the load goes on. */
  readonly id: string
  readonly joined: Joined
  readonly toldBy: Load['toldBy']
  /** The server that has started the one that loads, and that is told how; null: none has. */
  readonly below: Pick<ServerTold, 'spec' | 'facts'> | null
  /** What its server's log says of one whose process is not found yet; else null. */
  readonly announced: AnnouncedLoad | null
}

export interface LoadingSigns {
  /** Parents before their children. */
  readonly told: readonly ServerTold[]
  readonly namesOfBlob: NamesOfBlob
  readonly stageOf: StageOf
  readonly announcedBy: (server: ServerTold) => readonly AnnouncedLoad[]
  readonly nowMs: number
}

/** A process that has not answered for longer than this does not load: it is busy, or deaf. */
const longestStartMs = 15 * 60_000

/** All loads that are under way: by their servers' answers, by processes that do not answer yet, by logs. */
export function loadingIn(signs: LoadingSigns): readonly Loading[] {
  const { told, namesOfBlob, stageOf } = signs
  const joined = joinModels(told, namesOfBlob)
  const byModel = joined.flatMap((one): readonly Loading[] =>
    isLoading(one, signs)
      ? [
          {
            id: loadingIdOf(one),
            joined: one,
            toldBy: one.facts.state === 'loading' ? 'api' : 'process',
            below: aboveOf(one.holder, told),
            announced: null,
          },
        ]
      : [],
  )
  const loading = new Set(byModel.flatMap(({ joined: { owner, holder } }) => [owner, holder]))
  const isParent = (server: ServerTold): boolean =>
    told.some(({ found }) => found.parent?.pid === server.found.root.pid)
  const byLog = told.flatMap((server): readonly Loading[] => {
    // a parent's log tells of what its children load
    if (loading.has(server) || isParent(server) || stageOf(server) !== 'loading') return []
    const own = joined.find(({ owner }) => owner === server)
    // its answer is newer than a log whose last line may be missing
    if (own !== undefined && isThere(own)) return []
    const one = own ?? { ...ofNoModel, owner: server, holder: server }
    return [{ id: loadingIdOf(one), joined: one, toldBy: 'log', below: null, announced: null }]
  })
  return [...byModel, ...byLog, ...told.flatMap((server) => announcedOf(server, signs))]
}

const aboveOf = (
  { found: { parent } }: ServerTold,
  told: readonly ServerTold[],
): ServerTold | null => told.find(({ found }) => found.root.pid === parent?.pid) ?? null

/**
 * Of the process that loads, by what its server's log says of it before it is found: its server may come to list the model only
 * when it is loaded.
 */
export function loadingIdOf(joined: Joined): string {
  const { holder } = joined
  const { parent } = holder.found
  const { port = null } = holder.facts
  if (parent !== null && port !== null) return childId(parent, port)
  return joined.owner === holder ? modelIdOf(joined) : `${serverIdOf(holder)}/`
}

const childId = ({ pid, startedAtMs }: ServerProcess, port: number): string =>
  `${pid}:${startedAtMs}:${port}`

/** Loads whose processes are not found yet. */
const announcedOf = (
  server: ServerTold,
  { told, announcedBy, namesOfBlob }: LoadingSigns,
): readonly Loading[] =>
  announcedBy(server).flatMap((announced): readonly Loading[] => {
    const { port, facts } = announced
    const isFound = told.some(
      ({ found, facts: own }) => found.parent?.pid === server.found.root.pid && own.port === port,
    )
    if (isFound) return []
    const fileName = namesOfBlob(facts.modelPath ?? '')[0] ?? null
    const joined = { ...ofNoModel, fileName, owner: server, holder: server }
    return [
      { id: childId(server.found.root, port), joined, toldBy: 'log', below: server, announced },
    ]
  })

/** Its server does not say which: its log may. */
const ofNoModel: Omit<Joined, 'owner' | 'holder'> = {
  facts: {},
  fileName: null,
  isOnlyOne: true,
  isUnnamed: false,
}

/** It answers, and the only model that it can have is loaded. */
const isThere = (joined: Joined): boolean =>
  joined.owner.spec.unload.kind === 'quit' &&
  joined.holder.state === 'ready' &&
  isInMemory({ state: modelStateOf(joined), isRemote: false })

/** These listen when their model is loaded, however long that takes. */
const loadFirst: ReadonlySet<ServerKind> = new Set([
  'mlx-lm',
  'mlx-vlm',
  'omlx',
  'rapid-mlx',
  'vllm-mlx',
  'vllm',
])

function isLoading(joined: Joined, { stageOf, nowMs }: LoadingSigns): boolean {
  const { holder, owner, facts } = joined
  const isStillUnheard = holder.atMs === null && holder === owner && loadFirst.has(holder.spec.kind)
  if (modelStateOf(joined) !== 'loading' && !isStillUnheard) return false
  // one that has answered well, and does so no more, is ending
  const isEnding = holder.atMs !== null && holder.facts.isReady === true
  if (isEnding && facts.state !== 'loading') return false
  // its log knows better than a server that has not been asked yet
  const stage = stageOf(holder)
  if (stage === 'loaded' || stage === 'failed') return false
  return facts.state === 'loading' || nowMs - holder.found.root.startedAtMs < longestStartMs
}
