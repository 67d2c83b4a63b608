import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { isLimited, mayBeQuantized } from './mlx-kv.ts'
import { mlxPlanOf, type MlxPlan } from './mlx-plan.ts'
import type { MlxRun } from './mlx-run.ts'

export interface MlxKvWidth {
  readonly kvType: string
  readonly kvBits: MlxRun['kvBits']
}

/** Every width that mlx-lm can keep the keys and values of this model in, the widest first; empty: it keeps none. */
export function mlxKvWidthsOf(model: SafetensorsModel, run: MlxRun): readonly MlxKvWidth[] {
  const plan = mlxPlanOf(model)
  if (plan.layers.every(({ caches }) => caches.length === 0)) return []
  const narrow = canBeNarrower(plan, run) ? ([8, 4] as const) : []
  return [null, ...narrow].map((kvBits) => ({
    kvType: `${kvBits ?? plan.elementBytes * 8} bit`,
    kvBits,
  }))
}

/** Chunked caches are passed over, rotating ones end in an error (mlx-kv.ts). */
function canBeNarrower(plan: MlxPlan, run: MlxRun): boolean {
  const caches = plan.layers.flatMap((layer) => layer.caches)
  const isDivided = (length: number): boolean => length % run.kvGroupSize === 0
  return (
    mayBeQuantized(plan) &&
    !isLimited(plan, run) &&
    caches.every(({ kind }) => kind !== 'rotating') &&
    caches.some(({ kind }) => kind === 'growing') &&
    caches.every((cache) => isDivided(cache.keyLength) && isDivided(cache.valueLength))
  )
}
