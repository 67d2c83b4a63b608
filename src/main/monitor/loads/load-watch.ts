import type { LogFacts } from '../../../shared/log-facts.ts'
import type { Load } from '../../../shared/load.ts'
import type { LearntUse } from '../../history/learnt/learnt-use.ts'
import { llamaBuildIn } from '../../inference/engine-options.ts'
import { loadingIdOf, loadingIn, type Loading } from '../../inference/inventory/loading.ts'
import { roomNow } from '../../fit/fit-room.ts'
import { createLearning } from '../../fit/learnt/learning.ts'
import type { LoadReckoning } from '../../fit/load-fit.ts'
import type { LogWatch } from '../logs/log-watch.ts'
import type { ServerWatch } from '../servers/server-watch.ts'
import type { ServerWorld } from '../servers/server-world.ts'
import type { SensesOptions } from '../senses.ts'
import { createSource, type AnySource } from '../source.ts'
import type { LoadNow } from './load-entry.ts'
import { createLoadMemories } from './load-memories.ts'
import type { LoadEnd } from './load-book.ts'
import { createLoadFold, nameOf, type RoomMoment } from './load-fold.ts'
import { createLoadLessons, type LessonsOptions, type LoadLessons } from './load-lessons.ts'
import type { LoadModel, LoadModels, LoadModelsOptions } from './load-models.ts'

type FoundLoad = ReturnType<ServerWatch['held']>[number]

export interface LoadWatchOptions extends Pick<LoadModelsOptions, 'host' | 'variables'> {
  readonly world: ServerWorld
  readonly servers: Pick<ServerWatch, 'told' | 'held' | 'learnNames' | 'namesOfBlob'>
  /** What earlier loads have taught, and what these do; without it nothing. */
  readonly learnt?: LearntUse | undefined
  /** What is never advised to be let go for them. */
  readonly never?: SensesOptions['never'] | undefined
  readonly logs: Pick<
    LogWatch,
    'announcedBy' | 'childStageOf' | 'factsOf' | 'llamaVersionOf' | 'stageOf'
  >
}

/** Loads that are under way on this machine: what they will take is known before they have it. */
export interface LoadWatch {
  readonly source: AnySource
  /** Once a tick, with all else that it has shown. */
  loadsAt(atMs: number, moment: RoomMoment): readonly Load[]
}

const lessonsFor = (
  { learnt, servers, logs }: LoadWatchOptions,
  modelOf: LessonsOptions['modelOf'],
  endOf: LessonsOptions['endOf'],
): LoadLessons =>
  createLoadLessons({
    learning: createLearning(learnt),
    modelOf,
    endOf,
    factsOf: (id) => {
      const found = foundOf(id, servers)
      return found === undefined ? null : factsOf({ joined: found.joined, announced: null }, logs)
    },
    nameOf,
  })

const notLookedFor: LoadModel = { kind: 'waiting', reason: 'its model is looked for' }

export function createLoadWatch(options: LoadWatchOptions): LoadWatch {
  const { host, world, servers, logs } = options
  const announced = new Map<string, Loading>()
  const fold = createLoadFold(host.platform, (id) => endOf(id, options, announced.get(id)))
  const memories = createLoadMemories(world)
  let models: LoadModels | null = null
  const modelOf = (loading: Loading): LoadModel => models?.of(loading) ?? notLookedFor
  const lessons = lessonsFor(options, modelOf, (id) => endOf(id, options, announced.get(id)))

  /** What reads and reckons models is a tenth of the program: it is loaded with the first of them. */
  const modelsLoaded = async (): Promise<LoadModels> => {
    const { createLoadModels } = await import('./load-models.ts')
    models ??= createLoadModels({
      ...options,
      pathInLog: (loading) => factsOf(loading, logs)?.modelPath ?? null,
      buildOf: (loading) => buildOf(loading, logs),
    })
    return models
  }

  const nowOf = (loading: Loading, moment: RoomMoment): LoadNow => {
    const model = modelOf(loading)
    const contextTokens = loading.joined.facts.contextTokens ?? null
    const said = { log: factsOf(loading, logs), contextTokens }
    const reckoning = model.kind === 'ok' ? reckonedIn(model, said, moment, host.platform) : null
    return { loading, model, said, reckoning, memory: memories.of(loading) }
  }

  return {
    source: createSource<null>({
      id: 'loads',
      title: 'models that are being loaded (headers of their files)',
      pace: 'fast',
      round: 3,
      read: async (asker) => {
        const loading = loadingNow(options, asker.atMs)
        const wanted = [...loading, ...lessons.due()]
        if (wanted.length > 0 || models !== null) {
          await servers.learnNames(asker, loading.flatMap(announcedPath))
          await (await modelsLoaded()).learn(asker, wanted)
          await memories.measure(asker, loading)
        }
        return { kind: 'ok', value: null, atMs: asker.atMs, tookMs: 0 }
      },
    }),
    loadsAt: (atMs, moment) => {
      const loading = loadingNow(options, atMs)
      const now = loading.map((one) => nowOf(one, moment))
      const loads = fold(atMs, now, { ...moment, never: options.never?.() ?? [] })
      lessons.step(now, roomNow(moment, host.platform), atMs)
      announced.clear()
      for (const one of loading) if (one.announced !== null) announced.set(one.id, one)
      return loads
    },
  }
}

const loadingNow = (
  { servers, logs }: Pick<LoadWatchOptions, 'servers' | 'logs'>,
  nowMs: number,
): readonly Loading[] =>
  loadingIn({
    told: servers.told(),
    namesOfBlob: servers.namesOfBlob,
    stageOf: logs.stageOf,
    announcedBy: (server) => logs.announcedBy(server, nowMs),
    nowMs,
  })

const announcedPath = ({ announced }: Loading): readonly string[] =>
  announced?.facts.modelPath === undefined ? [] : [announced.facts.modelPath]

/** Of the process that loads; of one without a log of its own in its server's. */
const factsOf = (
  { joined, announced }: Pick<Loading, 'joined' | 'announced'>,
  { factsOf: saidOf }: Pick<LogWatch, 'factsOf'>,
): LogFacts | null => announced?.facts ?? saidOf(joined.holder) ?? saidOf(joined.owner)

/** Of a llama-server of its own: what others bundle has no number of its own. */
function buildOf(
  { joined: { holder }, below }: Loading,
  { llamaVersionOf }: Pick<LogWatch, 'llamaVersionOf'>,
): number | null {
  if (holder.spec.kind !== 'llama-server' || below !== null) return null
  const version = holder.facts.version ?? llamaVersionOf(holder)
  return version === null ? null : llamaBuildIn(version)
}

/** null: what its header claims, or its command line asks for, cannot be reckoned with. */
function reckonedIn(
  { fit }: Extract<LoadModel, { kind: 'ok' }>,
  said: LoadNow['said'],
  moment: RoomMoment,
  platform: string,
): LoadReckoning | null {
  try {
    return fit.reckon(roomNow(moment, platform), said)
  } catch {
    // UsageError: the engine refuses to start like this; ParseError: sizes that no machine could hold
    return null
  }
}

const foundOf = (id: string, servers: Pick<ServerWatch, 'held'>): FoundLoad | undefined =>
  servers.held().find(({ joined }) => loadingIdOf(joined) === id)

/** How a load ended that is no more under way. `last`: of one without a process. null: its server has not answered to this day. */
function endOf(
  id: string,
  { servers, logs }: Pick<LoadWatchOptions, 'servers' | 'logs'>,
  last: Loading | undefined,
): LoadEnd | null {
  const found = foundOf(id, servers)
  if (found !== undefined) {
    const { holder, owner } = found.joined
    const stage = logs.stageOf(holder)
    if (stage === 'loaded') return 'loaded'
    if (stage === 'failed' || found.model.state === 'loading') return 'failed'
    return holder.atMs === null && owner.atMs === null ? null : 'loaded'
  }
  if (last === undefined || last.announced === null) return 'failed'
  const { port } = last.announced
  return logs.childStageOf(last.joined.owner, port) === 'loaded' ? 'loaded' : 'failed'
}
