import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fewerAtOnce, fewerPromptCaches } from './fix-at-once.ts'
import { smallerBatch } from './fix-batch.ts'
import { lessContext } from './fix-context.ts'
import { expertsOnCpu, letItFit, smallerPool } from './fix-fit.ts'
import { smallerKv } from './fix-kv-type.ts'
import { fewerLayers } from './fix-layers.ts'
import { raiseLimit } from './fix-limit.ts'
import { showSizes } from './fix-look.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'

/** What makes the GPU need less, what helps most for the least first (inference-logs.md §6). */
export const needLess = (one: Case): readonly (Fix | null)[] => [
  lessContext(one),
  smallerKv(one),
  letOthersGo(one),
  smallerPool(one),
  smallerModel(one),
  raiseLimit(one),
  letItFit(one),
  showSizes(one),
  fewerPromptCaches(one),
  fewerAtOnce(one),
  smallerBatch(one),
  expertsOnCpu(one),
  fewerLayers(one),
]
