import type { LongestContext } from '../../../../shared/fit.ts'
import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { mlxPartsAt } from './estimate-mlx.ts'
import { mayBeQuantized } from './mlx-kv.ts'
import { mlxPlanOf, type MlxPlan } from './mlx-plan.ts'
import { paddedTokens, stepTokens, type MlxRun } from './mlx-run.ts'

/** Of models that do not say what they are made for, or that need nothing more for longer text. */
const mostTokens = 2 ** 24

/** The longest text that fits into so much room, in whole steps of 256 tokens; null: not even one step does. */
export const longestMlxContext = (
  model: SafetensorsModel,
  run: MlxRun,
  roomBytes: number,
): number | null => longestOf(mlxPlanOf(model), run, roomBytes)

/** The same for every width that keys and values of this model can have. */
export function longestMlxContexts(
  model: SafetensorsModel,
  run: MlxRun,
  roomBytes: number,
): readonly LongestContext[] {
  const plan = mlxPlanOf(model)
  const isWhole = plan.layers
    .flatMap(({ caches }) => caches)
    .every((cache) => cache.kind === 'growing' && cache.keyLength % run.kvGroupSize === 0)
  const narrow = isWhole && mayBeQuantized(plan) ? ([8, 4] as const) : []
  return [null, ...narrow].map((kvBits) => ({
    kvType: kvBits === null ? `${plan.elementBytes * 8} bit` : `${kvBits} bit`,
    contextTokens: longestOf(plan, { ...run, kvBits }, roomBytes),
  }))
}

/**
 * Between the lengths at which a window is full, or quantizing begins, each step costs as much as the one before: the last such
 * stretch that begins within the room is solved.
 */
function longestOf(plan: MlxPlan, run: MlxRun, roomBytes: number): number | null {
  const mostSteps = Math.max(
    1,
    Math.floor((plan.config.trainedContextTokens ?? mostTokens) / stepTokens),
  )
  const bytesAt = (steps: number): number =>
    mlxPartsAt(plan, run, steps * stepTokens).reduce((sum, { onGpuBytes }) => sum + onGpuBytes, 0)
  const starts = stretchesOf(plan, run).filter((start) => start <= mostSteps)
  for (const [index, start] of [...starts.entries()].toReversed()) {
    const startBytes = bytesAt(start)
    if (startBytes > roomBytes) continue
    const end = (starts[index + 1] ?? mostSteps + 1) - 1
    if (end === start) return start * stepTokens
    const stepBytes = bytesAt(start + 1) - startBytes
    const steps = stepBytes <= 0 ? end : start + Math.floor((roomBytes - startBytes) / stepBytes)
    return Math.min(end, steps) * stepTokens
  }
  return null
}

/** The first step of each stretch. */
function stretchesOf(plan: MlxPlan, run: MlxRun): readonly number[] {
  const windows = new Set(
    plan.layers.flatMap(({ caches }) => caches).map(({ windowTokens }) => windowTokens),
  )
  if (run.maxKvTokens !== null) windows.add(run.maxKvTokens)
  const full = [...windows].flatMap((windowTokens) => [
    
    windowTokens + paddedTokens(run.prefillStepTokens),
  ])
  // the last step in which it grows, and the first in which it does not
  const turns = full.flatMap((tokens) => {
    const steps = Math.floor(tokens / stepTokens)
    return [steps, steps + 1]
  })
  const quantized = run.kvBits === null ? [] : [Math.ceil(run.quantizedKvStartTokens / stepTokens)]
  return [...new Set([1, ...turns, ...quantized])]
    .filter((steps) => steps >= 1)
    .toSorted((a, b) => a - b)
}
