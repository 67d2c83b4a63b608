import { mostUnknownTokens } from '../../inference/estimate/longest-context.ts'
import type { LoadedModel } from '../load-model.ts'
import { createSizer } from '../create-sizer.ts'
import { noFitOptions } from '../fit-options.ts'
import type { FitRoom } from '../fit-room.ts'
import { ollamaBatches, ollamaRun, usualTokensOf } from '../ollama-run.ts'
import { estimateLlama, type LlamaEstimate } from '../../inference/estimate/llama.ts'
import { basisOf, type Need } from '../../inference/estimate/need.ts'
import type { ContextRange } from '../../inference/estimate/longest-context.ts'
import {
  cellsAtOnce,
  defaultRun,
  type Device,
  type LlamaRun,
} from '../../inference/estimate/run.ts'
import { subjectOf } from '../learnt/subject.ts'
import { mlxFactsOf } from '../../inference/estimate/mlx/mlx-facts.ts'
import { curveOf, type Amount, type NeedAt, type NeedCurve } from './need-curve.ts'
import type { ModelOutline, OutlineCurve } from './outline.ts'

export interface Reckoning {
  /** What computes there. */
  readonly device: Device
  /** Gives others their turn, now and then. */
  readonly pause: () => Promise<void>
  /** Needs without the weights, by what they depend on: quantizations of one model share them. */
  readonly shared: Map<string, Promise<NeedCurve>>
}

/** As its engine runs it by itself. Throws what the estimate throws. */
export function outlineOf(model: LoadedModel, reckoning: Reckoning): Promise<ModelOutline> {
  switch (model.kind) {
    case 'llama':
      return model.ollama === null ? ofLlama(model, reckoning) : ofOllama(model, reckoning)
    case 'mlx':
    case 'image':
      return ofSizer(model, reckoning)
  }
}

type Llama = Extract<LoadedModel, { readonly kind: 'llama' }>

const isWhole = (need: Need): boolean => basisOf(need) !== 'unknown'

const commonOf = (model: LoadedModel, need: Need, device: Device) => {
  const { architecture, quantization, fileBytes } = model.identity
  const subject = subjectOf(model, noFitOptions, device)
  const parts = need.parts.map(({ name, bytes }) => ({ key: `${name}Bytes` as const, bytes }))
  const learnable = subject === null ? null : { likeness: subject.likeness, parts }
  return { architecture, quantization, fileBytes, learnable }
}

/** Of its parts those that are meant. */
function amountOf({ parts }: Need, isMeant: (name: string) => boolean = () => true): Amount {
  const meant = parts.filter(({ name }) => isMeant(name))
  return {
    onGpuBytes: meant.reduce((sum, { onGpuBytes }) => sum + onGpuBytes, 0),
    allBytes: meant.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

async function ofLlama(loaded: Llama, reckoning: Reckoning): Promise<ModelOutline> {
  const { device } = reckoning
  const trained = loaded.model.model.trainedContextTokens
  const estimate = (contextTokens: number | null): LlamaEstimate =>
    estimateLlama(loaded.model, { ...defaultRun, device, contextTokens }, 'without bands')
  const usual = estimate(null)
  const usualTokens = usual.run.contextTokens
  const range = usual.caches.length === 0 ? null : rangeOf(trained)
  const needAt = (tokens: number): Need =>
    tokens === usualTokens ? usual.need : estimate(tokens).need
  const knots =
    range === null
      ? only(usualTokens, usual.need)
      : await sharedCurve(loaded, reckoning, { needAt, range, usuals: [usualTokens], key: '' })
  return {
    kind: 'model',
    engine: 'llama.cpp',
    ...commonOf(loaded, usual.need, device),
    trainedContextTokens: trained,
    isWhole: isWhole(usual.need),
    range,
    usualTokens,
    curves: [{ aboveTokens: 0, knots }],
  }
}

const rangeOf = (trained: number | null): ContextRange => ({
  stepTokens: cellsAtOnce,
  mostTokens: trained ?? mostUnknownTokens,
})

const only = (tokens: number, need: Need): NeedCurve => [
  { tokens, ...amountOf(need), aboveBytes: null },
]

interface Wanted {
  readonly needAt: (contextTokens: number) => Need
  readonly range: ContextRange & { readonly aboveTokens?: number }
  readonly usuals: readonly [number, ...number[]]
  /** What it depends on beside the model and the device. */
  readonly key: string
}

/** The weights are the same whatever the context; all else is the same whatever their type. */
async function sharedCurve(
  { model }: Llama,
  { device, pause, shared }: Reckoning,
  { needAt, range, usuals, key }: Wanted,
): Promise<NeedCurve> {
  const isAlone = model.projector === null && model.draft === null
  const whole = JSON.stringify([device, key, range, usuals, model.model])
  const restAt: NeedAt = async (tokens) => {
    await pause()
    return amountOf(needAt(tokens), (name) => name !== 'weights')
  }
  const known = isAlone ? shared.get(whole) : undefined
  const curve = known ?? curveOf(restAt, range, usuals)
  if (isAlone) shared.set(whole, curve)
  const rest = await curve
  const weights = amountOf(needAt(usuals[0]), (name) => name === 'weights')
  return rest.map((knot) => ({
    ...knot,
    onGpuBytes: knot.onGpuBytes + weights.onGpuBytes,
    allBytes: knot.allBytes + weights.allBytes,
  }))
}

const gib = 2 ** 30
/** One of each class by which Ollama chooses how long a context is. */
const limits: readonly number[] = [0, 32 * gib, 128 * gib]

/** One curve for each batch that Ollama may read a prompt in: which it is goes by the room. */
async function ofOllama(loaded: Llama, reckoning: Reckoning): Promise<ModelOutline> {
  const { model, ollama } = loaded
  const { device } = reckoning
  const parameters = ollama?.parameters ?? null
  const trained = model.model.trainedContextTokens
  const runOf = (contextTokens: number, batchTokens: number): LlamaRun =>
    ollamaRun(model, {
      asked: { ...defaultRun, device, contextTokens },
      options: { ...noFitOptions, batchTokens: parameters?.batchTokens ?? batchTokens },
      changes: { contextTokens },
      parameters,
      room: anywhere(device),
    })
  const estimate = (contextTokens: number, batchTokens: number): LlamaEstimate =>
    estimateLlama(model, runOf(contextTokens, batchTokens), 'without bands')
  const range = rangeOf(trained)
  const asked = parameters?.contextTokens ?? null
  const atMost = (tokens: number): number => Math.min(tokens, trained ?? Infinity)
  const usuals = (asked === null ? limits.map(usualTokensOf) : [asked]).map(atMost)
  const isFree = (parameters?.batchTokens ?? null) === null
  const curves: OutlineCurve[] = []
  for (const { aboveTokens, tokens } of isFree ? ollamaBatches : ollamaBatches.slice(-1)) {
    if (aboveTokens >= range.mostTokens) continue
    const [first = range.mostTokens, ...others] = usuals.filter((one) => one > aboveTokens)
    const knots = await sharedCurve(loaded, reckoning, {
      needAt: (contextTokens) => estimate(contextTokens, tokens).need,
      range: { ...range, aboveTokens },
      usuals: [first, ...others],
      key: JSON.stringify([tokens, parameters]),
    })
    curves.push({ aboveTokens, knots })
  }
  const some = estimate(atMost(asked ?? 1), 1)
  return {
    kind: 'model',
    engine: 'ollama',
    ...commonOf(loaded, some.need, device),
    trainedContextTokens: trained,
    isWhole: isWhole(some.need),
    range: some.caches.length === 0 ? null : range,
    usualTokens: asked === null ? null : atMost(asked),
    curves,
  }
}

/** Where nothing is known of the room. */
const anywhere = (device: Device): FitRoom => ({
  roomBytes: null,
  gpuRoomBytes: null,
  ramRoomBytes: null,
  limitBytes: null,
  device,
  isNow: false,
  of: 'nowhere',
})

async function ofSizer(
  model: Exclude<LoadedModel, Llama>,
  { device, pause }: Reckoning,
): Promise<ModelOutline> {
  const sizer = createSizer(model, noFitOptions, anywhere(device))
  const need = sizer.need()
  const { range, contextTokens } = sizer
  const usualTokens = contextTokens ?? 0
  const needAt: NeedAt = async (tokens) => {
    await pause()
    return amountOf(sizer.need({ contextTokens: tokens }))
  }
  const isDrawn = range !== null && contextTokens !== null
  return {
    kind: 'model',
    engine: sizer.engine,
    ...commonOf(model, need, device),
    trainedContextTokens:
      model.kind === 'mlx' ? mlxFactsOf(model.files).trainedContextTokens : null,
    isWhole: isWhole(need),
    range,
    usualTokens,
    curves: [
      {
        aboveTokens: 0,
        knots: isDrawn ? await curveOf(needAt, range, [usualTokens]) : only(usualTokens, need),
      },
    ],
  }
}
