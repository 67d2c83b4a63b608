import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { limitOf, wiredLimitMib } from './figures.ts'
import { fewerAtOnce, fewerPromptCaches } from './fix-at-once.ts'
import { smallerBatch } from './fix-batch.ts'
import { lessContext } from './fix-context.ts'
import { smallerPool } from './fix-fit.ts'
import { isSmallKvEnough, smallerKv } from './fix-kv-type.ts'
import { fewerLayers } from './fix-layers.ts'
import { raiseLimit } from './fix-limit.ts'
import { showSizes } from './fix-look.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { isOfMlx } from './program-words.ts'

/** What makes the GPU need less, what helps most for the least first (inference-logs.md §6). */
export function needLess(one: Case): readonly (Fix | null)[] {
  const model = smallerModel(one)
  // where the weights alone are too much nothing else helps
  if (isModelTooLarge(one)) return [model, letOthersGo(one), raiseLimit(one)]
  return isOfMlx(one) ? ofMlx(one, model) : ofBuffers(one, model)
}

function isModelTooLarge(one: Case): boolean {
  const { gpuModelBytes } = one.facts
  const limit = limitOf(one)
  return gpuModelBytes !== undefined && limit !== null && gpuModelBytes > limit
}

/** Its cache grows with the prompt: there is no context to set. */
const ofMlx = (one: Case, model: Fix): readonly (Fix | null)[] => [
  letOthersGo(one),
  fewerPromptCaches(one),
  smallerBatch(one),
  model,
  fewerAtOnce(one),
  raiseLimit(one),
]

function ofBuffers(one: Case, model: Fix): readonly (Fix | null)[] {
  const kv = smallerKv(one)
  const isKvEnough = isSmallKvEnough(one)
  const isLimitKnown = wiredLimitMib(one) !== null
  return [
    lessContext(one),
    isKvEnough ? kv : null,
    letOthersGo(one),
    smallerPool(one),
    showSizes(one),
    model,
    isKvEnough ? null : kv,
    fewerAtOnce(one),
    isLimitKnown ? raiseLimit(one) : null,
    smallerBatch(one),
    raiseLimit(one),
    fewerLayers(one),
  ]
}
