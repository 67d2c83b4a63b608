import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import { recordableHeadersOf } from '../../fit/header-reader.ts'
import { createLoadFit, type LoadFit } from '../../fit/load-fit.ts'
import { createLearning } from '../../fit/learnt/learning.ts'
import type { LearntUse } from '../../history/learnt/learnt-use.ts'
import { loadModel } from '../../fit/load-model.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { modelPlacesOf } from '../../inference/models/find/model-places.ts'
import type { ServerWorld } from '../servers/server-world.ts'
import { questionOfLoading } from './loading-question.ts'

/** The model of a load, as far as it is known. */
export type LoadModel =
  | {
      readonly kind: 'ok'
      readonly fit: LoadFit
      readonly name: string
      readonly path: string | null
    }
  | { readonly kind: 'waiting' | 'absent' | 'failed'; readonly reason: string }

/** The models of loads that are under way: found and read once each. */
export interface LoadModels {
  learn(asker: AskerAt, loading: readonly Loading[]): Promise<void>
  of(loading: Loading): LoadModel
}

export interface LoadModelsOptions {
  readonly host: Pick<Host, 'openFile' | 'digest' | 'platform'>
  readonly world: Pick<ServerWorld, 'folderOf'>
  /** The path of the model that its log names; null where no log does. */
  readonly pathInLog: (loading: Loading) => string | null
  /** Of a llama.cpp, where its log or its server tells it; else null. */
  readonly buildOf: (loading: Loading) => number | null
  readonly variables: Readonly<Record<string, string | undefined>>
  /** What earlier loads have taught; without it nothing. */
  readonly learnt?: LearntUse | undefined
}

const againAfterMs = 5_000

const waiting: LoadModel = { kind: 'waiting', reason: 'its model is looked for' }

export function createLoadModels(options: LoadModelsOptions): LoadModels {
  const known = new Map<string, LoadModel>()
  const readAtMs = new Map<string, number>()

  /** A log may name its path only later, and what its process was asked for counts more than what a log says of it. */
  const keyOf = (loading: Loading): string => {
    const { pid } = loading.joined.holder.found.root
    return [loading.id, pid, options.pathInLog(loading), options.buildOf(loading)].join(' ')
  }

  /** What could not be read may be there later: a model is downloaded first. */
  const isDue = (key: string, nowMs: number): boolean =>
    !known.has(key) ||
    (known.get(key)?.kind === 'failed' &&
      !isWithin(readAtMs.get(key) ?? Number.NEGATIVE_INFINITY, againAfterMs, nowMs))

  return {
    learn: async (asker, loading) => {
      const keys = new Set(loading.map(keyOf))
      for (const key of known.keys()) {
        if (keys.has(key)) continue
        known.delete(key)
        readAtMs.delete(key)
      }
      const unknown = loading.filter((one) => isDue(keyOf(one), asker.atMs))
      for (const one of unknown) {
        readAtMs.set(keyOf(one), asker.atMs)
        if (!known.has(keyOf(one))) known.set(keyOf(one), waiting)
      }
      await Promise.all(
        unknown.map(async (one) => {
          const key = keyOf(one)
          const model = await readModel(asker, one, options)
          if (known.has(key)) known.set(key, model)
        }),
      )
    },
    of: (loading) => known.get(keyOf(loading)) ?? waiting,
  }
}

async function readModel(
  asker: AskerAt,
  loading: Loading,
  options: LoadModelsOptions,
): Promise<LoadModel> {
  const { host, world, pathInLog, variables } = options
  try {
    const home = await homeOf(asker)
    const question = await questionOfLoading(
      loading,
      { pathInLog: pathInLog(loading), build: options.buildOf(loading) },
      (folder) => modelPlacesOf(variables, home, folder, host.platform),
      () => world.folderOf(asker, loading.joined.holder.found.root.pid),
    )
    if (question.kind === 'none') return { kind: 'absent', reason: question.reason }
    const { wanted, options: asked, places, isUnderstood } = question
    const { ask } = asker
    const headers = recordableHeadersOf({ ...host, ask })
    const disk = { ask, openFile: host.openFile, headers }
    const model = await loadModel(disk, wanted, places, asked)
    const learning = createLearning(options.learnt)
    await learning.refresh()
    const { name, path } = model.identity
    const fit = createLoadFit(model, asked, { learning, isUnderstood })
    return { kind: 'ok', fit, name, path }
  } catch (error) {
    // UsageError: there is no such model, or it cannot be read; a fault of ours must not cost the tick
    return { kind: 'failed', reason: reasonOf(error) }
  }
}

const homeShape = z.object({ home: z.string() })

async function homeOf(asker: AskerAt): Promise<string> {
  const answer = await asker.ask({ kind: 'library', name: 'node/home' })
  const parsed = answer.kind === 'ok' ? homeShape.safeParse(jsonIn(answer.value)) : null
  return parsed?.success === true ? parsed.data.home : '/'
}
