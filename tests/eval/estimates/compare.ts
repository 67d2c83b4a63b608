import {
  nothingElse,
  type estimateLlama,
  type LlamaEstimate,
} from '../../../src/main/inference/estimate/llama.ts'
import type { Point } from './point.ts'
import { modelOf, runOf } from './asked.ts'

export type Part = 'kv' | 'recurrent' | 'weights' | 'compute' | 'compute elsewhere' | 'need'

/** One figure of a point: what its log printed, and what we say. */
export interface Compared {
  readonly id: string
  readonly architecture: string
  readonly part: Part
  readonly expectedBytes: number
  readonly gotBytes: number
  readonly isRight: boolean
  /** It is counted apart: the corpus marks the point. */
  readonly isFlagged: boolean
}

/** A part that the point does not tell enough for. */
export interface Undecided {
  readonly id: string
  readonly part: Part
  readonly why: string
}

export type Outcome =
  ({ readonly kind: 'compared' } & Compared) | ({ readonly kind: 'undecided' } & Undecided)

/** MiB with two decimals: so far a printed size is from what it stands for. */
const printedBytes = 5_243
const weightsShare = 0.001
const computeFrom = -0.01
const computeTo = 0.12

type Judge = (part: Part, expectedBytes: number, gotBytes: number, isRight: boolean) => Outcome

export function compare(point: Point, estimate: typeof estimateLlama): readonly Outcome[] {
  const architecture = String(point.model['arch'] ?? '')
  const judged: Judge = (part, expectedBytes, gotBytes, isRight) => ({
    kind: 'compared',
    id: point.id,
    architecture,
    part,
    expectedBytes,
    gotBytes,
    isRight,
    isFlagged: point.flags.length > 0,
  })
  const model = modelOf(point)
  if (model === null)
    return [
      ...compareWeights(point, judged),
      undecided(point, 'kv', 'it prints no layers, or no heads'),
    ]
  const weights = point.weights_check
  const estimated = estimate(
    {
      model,
      weights: {
        kind: 'printed',
        bytes: weights?.tensor_bytes_printed ?? 0,
        precisionBytes: weights?.printed_precision_bytes ?? 0,
        tableBytes: null,
      },
      ...nothingElse,
    },
    runOf(point),
  )
  return [
    ...compareKv(point, estimated, judged),
    ...compareRecurrent(point, estimated, judged),
    ...compareWeights(point, judged),
    ...compareCompute(point, estimated, judged),
    ...compareNeed(point, estimated, judged),
  ]
}

const undecided = ({ id }: Point, part: Part, why: string): Outcome => ({
  kind: 'undecided',
  id,
  part,
  why,
})

const sumOf = (buffers: readonly { readonly bytes: number }[]): number =>
  buffers.reduce((sum, { bytes }) => sum + bytes, 0)

function compareKv(
  point: Point,
  { caches, run }: LlamaEstimate,
  judged: Judge,
): readonly Outcome[] {
  const truth = point.check.kv
  if (truth === null || truth === undefined) return []
  if (typeof point.options['n_ctx'] !== 'number') return [undecided(point, 'kv', 'no context')]
  const groups = Array.isArray(truth.groups) ? truth.groups : []
  const lacksUbatch = typeof point.options['n_ubatch'] !== 'number' && !run.asked.isSlidingFull
  // logs are quoted in part: only the caches whose lines stand there are compared
  const labels = point.reported.kv_buffers.map(({ where }) => where)
  const isOnlySliding = labels.length > 0 && labels.every((label) => /(?<!non-)SWA/.test(label))
  const visible = caches.filter(
    ({ kind, layers }) =>
      (groups.length === 0 || groups.some((group) => group.layers === layers.length)) &&
      !(isOnlySliding && kind === 'full'),
  )
  const sliding = visible.filter(({ kind }) => kind === 'sliding')
  if (sliding.length > 0 && lacksUbatch)
    return [
      undecided(point, 'kv', 'its sliding cache depends on n_ubatch, which it does not print'),
    ]
  if (lacksPattern(point)) return [undecided(point, 'kv', 'it does not print which layers slide')]
  const got = sumOf(visible)
  const lines = Math.max(1, point.reported.kv_buffers.length)
  return [judged('kv', truth.reported_bytes, got, isPrinted(truth.reported_bytes, got, lines))]
}

/** Files of Gemma 4 list their sliding layers one by one; engines do not print the list. */
const lacksPattern = ({ model }: Point): boolean =>
  model['arch'] === 'gemma4' && model['swa_pattern'] === undefined

const isPrinted = (expected: number, got: number, lines: number): boolean =>
  Math.abs(expected - got) <= printedBytes * lines

function compareRecurrent(
  point: Point,
  { state }: LlamaEstimate,
  judged: Judge,
): readonly Outcome[] {
  const truth = point.check.recurrent
  if (truth === null || truth === undefined) return []
  const lines = Math.max(1, point.reported.recurrent_buffers.length)
  const isRight = isPrinted(truth.reported_bytes, state.bytes, lines)
  return [judged('recurrent', truth.reported_bytes, state.bytes, isRight)]
}

/** All tensors together; where buffers are mapped they overlap, and the one of the GPU spans the file. */
function compareWeights(point: Point, judged: Judge): readonly Outcome[] {
  const check = point.weights_check
  if (check === null || check === undefined) return []
  const got = check.tensor_bytes_printed
  const buffers = point.reported.model_buffers
  const largest = Math.max(...buffers.map(({ bytes }) => bytes))
  const onDevices = buffers.filter(({ where }) => !/CPU|Host/.test(where))
  if (check.why !== undefined && onDevices.length > 1)
    return [undecided(point, 'weights', 'mapped spans of several devices overlap')]
  const isOverlapping = sumOf(buffers) > got * (1 + weightsShare) + check.printed_precision_bytes
  const expected = isOverlapping ? largest : sumOf(buffers)
  const isRight =
    Math.abs(expected - got) <= weightsShare * expected + check.printed_precision_bytes
  return [judged('weights', expected, got, isRight)]
}

function compareCompute(
  point: Point,
  { compute }: LlamaEstimate,
  judged: Judge,
): readonly Outcome[] {
  const lines = point.reported.compute_buffers.filter(({ where }) => !/CPU|Host/.test(where))
  const [line] = lines
  const isMetal = point.backend === 'metal'
  if (line === undefined) return []
  const part: Part = isMetal ? 'compute' : 'compute elsewhere'
  const lacking = ['n_embd', 'n_vocab', 'n_head'].find((name) => !(name in point.model))
  if (lacking !== undefined) return [undecided(point, part, `it does not print ${lacking}`)]
  if (lines.length > 1) return [undecided(point, part, 'it is spread over several devices')]
  const got = compute.device.bytes
  const off = got / line.bytes - 1
  return [judged(part, line.bytes, got, !isMetal || (off >= computeFrom && off <= computeTo))]
}

/** All that lies on the GPU, where each of its parts is printed: as the engine counts it, by mapped spans. */
function compareNeed(
  point: Point,
  { caches, state, compute }: LlamaEstimate,
  judged: Judge,
): readonly Outcome[] {
  const onGpu = (buffers: Point['reported']['kv_buffers']): number =>
    sumOf(buffers.filter(({ where }) => !/CPU|Host/.test(where)))
  const { model_buffers, kv_buffers, compute_buffers, recurrent_buffers } = point.reported
  const printed = [model_buffers, kv_buffers, compute_buffers].map(onGpu)
  const weights = point.weights_check?.tensor_bytes_printed
  if (point.backend !== 'metal' || weights === undefined || printed.includes(0)) return []
  const isPartial = point.options['partial_offload'] === true
  if (isPartial) return []
  const expected = printed.reduce((sum, bytes) => sum + bytes, 0) + onGpu(recurrent_buffers)
  const got = weights + sumOf(caches) + state.bytes + compute.device.bytes
  return [judged('need', expected, got, Math.abs(got / expected - 1) <= 0.03)]
}
