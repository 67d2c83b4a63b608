import { formatBytes, formatTokens } from '../../../../shared/units.ts'
import { isLimited, mayBeQuantized, mlxKvAt } from './mlx-kv.ts'
import { wholeHeadsOf } from './mlx-layers.ts'
import type { MlxPlan } from './mlx-plan.ts'
import { paddedTokens, type MlxRun } from './mlx-run.ts'

/** What the reader must know of an estimate: whole sentences. */
export const mlxRemarksOf = (
  plan: MlxPlan,
  run: MlxRun,
  contextTokens: number,
): readonly string[] => [
  ...kindRemarks(plan),
  ...weightsRemarks(plan),
  ...lengthRemarks(plan, run, contextTokens),
  ...latentRemarks(plan, run, contextTokens),
  ...quantizedRemarks(plan, run, contextTokens),
]

function kindRemarks({ config, foreignMethod }: MlxPlan): readonly string[] {
  return [
    ...(config.traits === null
      ? [
          config.modelType === ''
            ? 'Its config.json names no type: all layers are taken to keep everything, which is an upper bound.'
            : `The type ${config.modelType} is not known: all layers are taken to keep everything, which is an upper bound.`,
        ]
      : []),
    ...(foreignMethod === null
      ? []
      : [`Its weights are quantized by ${foreignMethod}, which mlx-lm may not be able to load.`]),
  ]
}

function weightsRemarks({ weights }: MlxPlan): readonly string[] {
  const { sensesBytes, unusedBytes, widenedBytes } = weights
  return [
    ...(sensesBytes === 0
      ? []
      : [
          `${formatBytes(sensesBytes)} of its weights are for images or sound: mlx-lm leaves them out, programs that use them load them.`,
        ]),
    ...(unusedBytes === 0
      ? []
      : [`${formatBytes(unusedBytes)} of its weights are in no layer that mlx-lm runs.`]),
    ...(widenedBytes === 0
      ? []
      : [
          `Weights in FP8 may become 16 bit when they are loaded: ${formatBytes(widenedBytes)} more.`,
        ]),
  ]
}

function lengthRemarks(plan: MlxPlan, run: MlxRun, contextTokens: number): readonly string[] {
  const trained = plan.config.trainedContextTokens
  const isShortened = run.contextTokens === null && trained !== null && trained > contextTokens
  return [
    `MLX takes memory for text as it grows: this is with ${formatTokens(contextTokens)} tokens of it.`,
    ...(isShortened ? [`The model is made for ${formatTokens(trained)} tokens.`] : []),
    ...(trained !== null && contextTokens > trained
      ? [`The model is made for ${formatTokens(trained)} tokens only.`]
      : []),
    ...(run.maxKvTokens !== null && !isLimited(plan, run)
      ? ['--max-kv-size is taken to have no effect: this type of model makes its own caches.']
      : []),
  ]
}

/** mlx-lm#790, #1047. */
function latentRemarks(
  { config, layers, elementBytes }: MlxPlan,
  run: MlxRun,
  contextTokens: number,
): readonly string[] {
  const { told, headCount, traits } = config
  const isTold = (told.qk_nope_head_dim ?? 0) > 0 && (told.v_head_dim ?? 0) > 0
  if (traits?.latent !== 'compressed' || !isTold) return []
  const { heads, keyLength, valueLength } = wholeHeadsOf(told, headCount)
  const tokens = paddedTokens(contextTokens) * run.parallel * layers.length
  const bytes = tokens * heads * (keyLength + valueLength) * elementBytes
  return [`Older versions of mlx-lm keep whole heads of this type of model: ${formatBytes(bytes)}.`]
}

function quantizedRemarks(plan: MlxPlan, run: MlxRun, contextTokens: number): readonly string[] {
  if (run.kvBits === null) return []
  if (contextTokens < run.quantizedKvStartTokens)
    return [
      `Keys and values are quantized from ${formatTokens(run.quantizedKvStartTokens)} tokens on: before that they take the full width.`,
    ]
  const caches = plan.layers.flatMap((layer) => layer.caches)
  if (caches.some(({ kind }) => kind === 'rotating') || isLimited(plan, run))
    return ['mlx-lm cannot quantize the cache of a sliding window: it stops with an error there.']
  if (!mayBeQuantized(plan))
    return ['mlx-lm does not quantize the cache of this type of model: the full width is reckoned.']
  const uneven = caches
    .flatMap(({ keyLength, valueLength }) => [keyLength, valueLength])
    .find((length) => length % run.kvGroupSize !== 0)
  if (uneven !== undefined)
    return [
      `mlx-lm cannot quantize heads of ${uneven} in groups of ${run.kvGroupSize}: it stops with an error.`,
    ]
  return mlxKvAt(plan, run, contextTokens).keptAtFullWidth
    ? ['Not all caches of this type of model are quantized.']
    : []
}
