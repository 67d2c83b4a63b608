import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { checkSizes } from '../check-sizes.ts'
import { needBytesOf, type Growth, type Need, type NeedPart } from '../need.ts'
import { mlxComputeAt, mlxStateOf } from './mlx-compute.ts'
import { mlxKvAt, unevenBytes } from './mlx-kv.ts'
import { mlxPlanOf, type MlxPlan } from './mlx-plan.ts'
import { mlxRemarksOf } from './mlx-remarks.ts'
import { usualContextTokens, type MlxRun } from './mlx-run.ts'

/** What mlx-lm takes for a model when a text has reached its length (memory-estimate.md §5.3). Throws ParseError. */
export const estimateMlx = (model: SafetensorsModel, run: MlxRun): Need => mlxEstimateOf(model)(run)

/** The same for many runs of one model: what does not depend on them is worked out once. Throws ParseError. */
export function mlxEstimateOf(model: SafetensorsModel): (run: MlxRun) => Need {
  const plan = mlxPlanOf(model)
  return (run) => needAt(plan, run, contextTokensOf(plan, run))
}

export const contextTokensOf = ({ config }: MlxPlan, { contextTokens }: MlxRun): number =>
  Math.max(
    1,
    contextTokens ??
      Math.min(config.trainedContextTokens ?? usualContextTokens, usualContextTokens),
  )

function needAt(plan: MlxPlan, run: MlxRun, contextTokens: number): Need {
  const parts = mlxPartsAt(plan, run, contextTokens)
  const needBytes = needBytesOf({ parts, growth: null, remarks: [] })
  const growth = growthOf(plan, run, contextTokens, needBytes)
  checkSizes({ parts, growth }, 'config.json')
  return {
    parts,
    growth,
    remarks: mlxRemarksOf(plan, run, contextTokens),
  }
}

export const mlxPartsAt = (
  plan: MlxPlan,
  run: MlxRun,
  contextTokens: number,
): readonly NeedPart[] => [
  weightsPart(plan),
  kvPartAt(plan, run, contextTokens),
  ...mlxStateOf(plan, run),
  mlxComputeAt(plan, run, contextTokens),
]

function weightsPart({ weights }: MlxPlan): NeedPart {
  return {
    name: 'weights',
    bytes: weights.bytes,
    onGpuBytes: weights.bytes,
    band: {
      lessBytes: weights.sensesBytes + weights.unusedBytes,
      moreBytes: weights.widenedBytes,
    },
    basis: weights.widenedBytes === 0 ? 'exact' : 'approximate',
    formula: '',
  }
}

/** By mlx-lm's own rule, but no recorded run is known to hold it against. */
function kvPartAt(plan: MlxPlan, run: MlxRun, contextTokens: number): NeedPart {
  const { bytes, momentBytes, formula } = mlxKvAt(plan, run, contextTokens)
  return {
    name: 'kv',
    bytes,
    onGpuBytes: bytes,
    band: { lessBytes: 0, moreBytes: momentBytes + unevenBytes(plan, run) },
    basis: plan.config.traits === null ? 'upper bound' : 'approximate',
    formula,
  }
}

/** `--prompt-cache-size` of the server: they have no limit in bytes. */
const keptPrompts = 10
/** Freed buffers are given back from here on (`gc_limit_` of mlx/backend/metal/allocator.cpp). */
const returnedFrom = 0.95

function growthOf(
  plan: MlxPlan,
  run: MlxRun,
  contextTokens: number,
  needBytes: number,
): Growth | null {
  const one = { ...run, parallel: 1 }
  const states = mlxStateOf(plan, one).reduce((sum, { bytes }) => sum + bytes, 0)
  const promptBytes = keptPrompts * (mlxKvAt(plan, one, contextTokens).bytes + states)
  const freedBytes =
    run.limitBytes === null ? 0 : Math.max(0, Math.floor(returnedFrom * run.limitBytes - needBytes))
  const prompts = `${keptPrompts} caches of earlier prompts, which mlx_lm.server keeps`
  return {
    bytes: Math.max(promptBytes, freedBytes),
    what:
      run.limitBytes === null
        ? prompts
        : `${prompts}, and freed buffers, which MLX keeps until 95 % of the limit are taken`,
  }
}
