import type { Model, Server } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Family, Sample, Scraped } from './family.ts'
import { fresh, isOldSource } from './fresh.ts'

/** Series of models and servers are bounded: the biggest few. */
const shownModels = 20
const shownServers = 20

const ofModel = ['server', 'port', 'model'] as const

interface ShownModel {
  readonly model: Model
  readonly labels: Readonly<Record<string, string>>
}

/** The biggest of those that are loaded now, as far as that is told. */
function modelsOf(snapshot: Snapshot): readonly ShownModel[] {
  if (isOldSource(snapshot, 'servers')) return []
  const serverOf = new Map(snapshot.servers.map((server) => [server.id, server]))
  return snapshot.models
    .filter(({ isStale }) => !isStale)
    .slice(0, shownModels)
    .map((model) => {
      const { title = '', port = null } = serverOf.get(model.serverId) ?? {}
      return { model, labels: { server: title, port: portOf(port), model: model.name } }
    })
}

const portOf = (port: number | null): string => (port === null ? '' : String(port))

/**
 * What a model takes, so that the parts add up to all that is known of it: `rest` is what is not told apart. Weights that
 * another model has mapped as well are in memory once, and are that one's.
 */
function partsOf({ memory: { total, weights, kv }, sharesFile, isRemote }: Model): readonly Part[] {
  if (isRemote) return []
  const weightsBytes = weights?.bytes ?? 0
  const restBytes = total === null ? 0 : total.bytes - weightsBytes - (kv?.bytes ?? 0)
  return [
    ...(weights === null || sharesFile ? [] : [{ part: 'weights', bytes: weightsBytes }]),
    ...(kv === null ? [] : [{ part: 'kv', bytes: kv.bytes }]),
    ...(total === null ? [] : [{ part: 'rest', bytes: Math.max(0, restBytes) }]),
  ]
}

interface Part {
  readonly part: string
  readonly bytes: number
}

const sizeFamilies: readonly Family[] = [
  {
    name: 'headroom_model_bytes',
    help: 'Memory of a loaded model; the parts add up to it: weights, kv (its cache), rest (what is not told apart)',
    labels: [...ofModel, 'part'],
    joined: 'sum',
    most: shownModels * 3,
    samplesOf: ({ snapshot }) =>
      modelsOf(snapshot).flatMap(({ model, labels }) =>
        partsOf(model).map(({ part, bytes }) => ({ labels: { ...labels, part }, value: bytes })),
      ),
  },
  {
    name: 'headroom_model_info',
    help: '1: how a loaded model is quantized, and who tells its size: reported, log, argv, estimated or process (no label: nobody)',
    labels: [...ofModel, 'quantization', 'size_by'],
    joined: 'most',
    most: shownModels,
    samplesOf: ({ snapshot }) =>
      modelsOf(snapshot).map(({ model: { quantization, memory }, labels }) => {
        const told = { quantization: quantization ?? '', size_by: memory.total?.origin ?? '' }
        return { labels: { ...labels, ...told }, value: 1 }
      }),
  },
]

const workFamilies: readonly Family[] = [
  ofModels('headroom_model_gpu_bytes', 'Of its memory, what lies on the GPU', ({ model }) =>
    model.isRemote ? null : (model.memory.onGpu?.bytes ?? null),
  ),
  ofModels(
    'headroom_model_context_ratio',
    'How full the context of a loaded model is',
    ({ model }) => model.contextRatio,
    'most',
  ),
  ofModels(
    'headroom_model_tokens_per_second',
    'Tokens that a loaded model generates',
    ({ model }) => model.tokensPerSecond,
  ),
  ofModels(
    'headroom_model_queue_length',
    'Requests that wait for a loaded model',
    ({ model }) => model.queueLength,
  ),
  ofModels(
    'headroom_model_idle_seconds',
    'For how long a loaded model has done nothing; no series while it works',
    ({ model, atMs }) =>
      model.idleSinceMs === null ? null : Math.max(0, atMs - model.idleSinceMs) / 1000,
    'least',
  ),
]

/** What the forecast says of each. */
const endFamilies: readonly Family[] = (
  [
    [
      'headroom_model_tokens_left',
      'Tokens that a model can still take, and what ends first: memory or its context',
      'tokensLeft',
      1,
    ],
    ['headroom_model_seconds_left', 'The same as time, at its pace of now', 'msLeft', 1000],
  ] as const
).map(([name, help, field, perUnit]) => ({
  name,
  help,
  labels: [...ofModel, 'ends'],
  joined: 'least',
  most: shownModels,
  samplesOf: ({ snapshot }) => {
    const forecasts = new Map(
      fresh(snapshot.forecast)?.models.map((forecast) => [forecast.modelId, forecast]),
    )
    return modelsOf(snapshot).flatMap(({ model, labels }): readonly Sample[] => {
      const forecast = forecasts.get(model.id)
      const left = forecast?.[field] ?? null
      if (forecast === undefined || left === null) return []
      return [{ labels: { ...labels, ends: forecast.endsWith }, value: left / perUnit }]
    })
  },
}))

function ofModels(
  name: string,
  help: string,
  valueOf: (of: { readonly model: Model; readonly atMs: number }) => number | null,
  joined: Family['joined'] = 'sum',
): Family {
  return {
    name,
    help,
    labels: ofModel,
    joined,
    most: shownModels,
    samplesOf: ({ snapshot }) =>
      modelsOf(snapshot).flatMap(({ model, labels }): readonly Sample[] => {
        const value = valueOf({ model, atMs: snapshot.atMs })
        return value === null ? [] : [{ labels, value }]
      }),
  }
}

const serverFamily: Family = {
  name: 'headroom_server_up',
  help: '1: the server answers; 0: it does not, or not yet',
  labels: ['server', 'port'],
  joined: 'least',
  most: shownServers,
  samplesOf: ({ snapshot }: Scraped) => {
    if (isOldSource(snapshot, 'servers')) return []
    return snapshot.servers
      .slice(0, shownServers)
      .flatMap(({ title, port, state }): readonly Sample[] => {
        const isUp = isUpIn(state)
        const labels = { server: title, port: portOf(port) }
        return isUp === null ? [] : [{ labels, value: Number(isUp) }]
      })
  },
}

/** One that wants a key answers; null for one that nobody can ask. */
function isUpIn(state: Server['state']): boolean | null {
  switch (state) {
    case 'ready':
    case 'closed':
      return true
    case 'starting':
    case 'silent':
      return false
    case 'unasked':
      return null
  }
}

export const modelFamilies: readonly Family[] = [
  ...sizeFamilies,
  ...workFamilies,
  ...endFamilies,
  serverFamily,
]
