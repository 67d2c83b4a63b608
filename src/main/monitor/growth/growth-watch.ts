import type { LogFacts } from '../../../shared/log-facts.ts'
import type { Model } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { roomNow } from '../../fit/fit-room.ts'
import type { LoadFit, LoadMachine, LoadSaid } from '../../fit/load-fit.ts'
import type { CacheGrowth, PromptProgress } from '../../headroom/forecast/model-forecast.ts'
import { llamaBuildIn } from '../../inference/engine-options.ts'
import { basisOf, needBytesOf, type Need } from '../../inference/estimate/need.ts'
import type { Held } from '../../inference/inventory/inventory.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import { isInMemory } from '../../inference/inventory/model-state.ts'
import type { LoadModel, LoadModels, LoadModelsOptions } from '../loads/load-models.ts'
import type { LogWatch } from '../logs/log-watch.ts'
import type { ServerWatch } from '../servers/server-watch.ts'
import { createSource, type AnySource } from '../source.ts'
import { cacheGrowthOf, type ReckonedGrowth } from './cache-growth.ts'
import { engineGrowthOf, type EngineGrowth } from './engine-growth.ts'

export interface GrowthWatchOptions extends Pick<
  LoadModelsOptions,
  'host' | 'world' | 'variables'
> {
  readonly servers: Pick<ServerWatch, 'held'>
  readonly logs: Pick<LogWatch, 'factsOf' | 'llamaVersionOf'>
}

export type GrowthMoment = Pick<Snapshot, 'room' | 'limit' | 'servers'>

/** A model may still be downloaded when its server starts; one that is not found lies where Headroom does not look. */
const maxTries = 5

/** How the programs of loaded models grow, by the headers of those models. */
export interface GrowthWatch {
  readonly source: AnySource
  /** null: nothing is known of such an engine. */
  of(model: Model, moment: GrowthMoment): CacheGrowth | null
  /** What an engine that takes all at load has taken on the GPU, by its header and its log; null: it is not known well. */
  onGpuBytesOf(held: Held, moment: GrowthMoment): number | null
}

export function createGrowthWatch(options: GrowthWatchOptions): GrowthWatch {
  const { host, servers, logs } = options
  const reckoned = new WeakMap<LoadFit, ReckonedGrowth>()
  const findable = createFindable()
  let models: LoadModels | null = null

  /** What reads and reckons models is a tenth of the program: it is loaded with the first of them. */
  const modelsLoaded = async (): Promise<LoadModels> => {
    models ??= await modelsFor(options) // nobody else waits: a source is asked once at a time
    return models
  }

  return {
    source: createSource<null>({
      id: 'growth',
      title: 'how loaded models grow (headers of their files)',
      pace: 'slow',
      round: 3,
      read: async (asker) => {
        const wanted = findable(
          servers.held().filter(isWanted).map(asLoading),
          (one) => models?.of(one).kind === 'ok',
        )
        if (wanted.length > 0 || models !== null) await (await modelsLoaded()).learn(asker, wanted)
        return { kind: 'ok', value: null, atMs: asker.atMs, tookMs: 0 }
      },
    }),
    of: ({ id }, moment) => {
      const held = servers.held().find(({ model }) => model.id === id)
      const engine = held === undefined ? null : engineOf(held)
      if (held === undefined || engine === null) return null
      const prompt =
        engine.endsWith === 'memory' ? promptIn(logs.factsOf(held.joined.holder)) : null
      return { ...reckonedOf(held, engine, moment), prompt }
    },
    onGpuBytesOf: (held, moment) => {
      const model = modelOf(held)
      const isTakenAtLoad = engineOf(held)?.endsWith === 'context'
      if (!isTakenAtLoad || model?.kind !== 'ok') return null
      const { contextTokens } = held.model
      const said = { log: logs.factsOf(held.joined.holder), contextTokens }
      return onGpuBytesIn(model.fit, roomNow(moment, host.platform), said)
    },
  }

  function modelOf(held: Held): LoadModel | undefined {
    return isWanted(held) ? models?.of(asLoading(held)) : undefined
  }

  function reckonedOf(held: Held, engine: EngineGrowth, moment: GrowthMoment): ReckonedGrowth {
    const model = modelOf(held)
    if (model?.kind !== 'ok')
      return { endsWith: engine.endsWith, bytesPerToken: null, mayGrow: null }
    const known = reckoned.get(model.fit)
    if (known !== undefined) return known
    const growth = cacheGrowthOf(model.fit, roomNow(moment, host.platform), engine)
    reckoned.set(model.fit, growth)
    return growth
  }
}

function onGpuBytesIn(fit: LoadFit, machine: LoadMachine, said: LoadSaid): number | null {
  try {
    const { need } = fit.reckon(machine, said)
    return isWellKnown(need) ? needBytesOf(need) : null
  } catch {
    // UsageError, ParseError: its header or its command line says what cannot be reckoned with
    return null
  }
}

const isWellKnown = (need: Need): boolean => {
  const basis = basisOf(need)
  return basis === 'exact' || basis === 'approximate'
}

/** mlx_lm.server tells of a prompt after each part of it that it has read. */
function promptIn(facts: LogFacts | null): PromptProgress | null {
  const { promptTokens: tokens, promptDoneTokens: doneTokens } = facts ?? {}
  return tokens === undefined || doneTokens === undefined ? null : { tokens, doneTokens }
}

async function modelsFor(options: GrowthWatchOptions): Promise<LoadModels> {
  const { logs } = options
  const { createLoadModels } = await import('../loads/load-models.ts')
  return createLoadModels({
    ...options,
    pathInLog: ({ joined }) => logs.factsOf(joined.holder)?.modelPath ?? null,
    buildOf: ({ joined: { holder } }) => {
      if (holder.spec.kind !== 'llama-server') return null
      const version = holder.facts.version ?? logs.llamaVersionOf(holder)
      return version === null ? null : llamaBuildIn(version)
    },
  })
}

/** All but those that could not be read again and again. */
function createFindable(): (
  all: readonly Loading[],
  isRead: (one: Loading) => boolean,
) => readonly Loading[] {
  const tries = new Map<string, number>()
  return (all, isRead) => {
    const ids = new Set(all.map(({ id }) => id))
    for (const id of tries.keys()) if (!ids.has(id)) tries.delete(id)
    return all.filter((one) => {
      if (isRead(one)) return true
      const count = tries.get(one.id) ?? 0
      tries.set(one.id, count + 1)
      return count < maxTries
    })
  }
}

/** A child is what runs it, whoever was asked for it. */
function engineOf({ joined: { owner, holder, facts } }: Held): EngineGrowth | null {
  const byOwner = engineGrowthOf(owner.spec.kind, facts.format ?? null)
  return holder === owner
    ? byOwner
    : (engineGrowthOf(holder.spec.kind, facts.format ?? null) ?? byOwner)
}

/** Those whose header tells anything, and that are here and loaded: of what loads still, the loads tell. */
const isWanted = (held: Held): boolean =>
  engineOf(held)?.isReckoned === true && !held.joined.isUnnamed && isInMemory(held.model)

/** Found and read as if it were being loaded. A server may have taken another model since. */
const asLoading = ({ model, joined }: Held): Loading => ({
  id: `${model.id} ${model.file ?? model.name}`,
  joined,
  toldBy: 'process',
  below: null,
  announced: null,
})
