import type { Rule } from './rule.ts'
import { context } from './rules/context.ts'
import { failure } from './rules/failure.ts'
import { goodNews } from './rules/good-news.ts'
import { gpuHog } from './rules/gpu-hog.ts'
import { idleModel } from './rules/idle-model.ts'
import { kernelPressure } from './rules/kernel-pressure.ts'
import { memoryHog } from './rules/memory-hog.ts'
import { offGpu } from './rules/off-gpu.ts'
import { pastLimit } from './rules/past-limit.ts'
import { runningOut } from './rules/running-out.ts'
import { sourceLost } from './rules/source-lost.ts'
import { strandedMemory } from './rules/stranded-memory.ts'
import { swapDisk } from './rules/swap-disk.ts'
import { swapping } from './rules/swapping.ts'
import { thermal } from './rules/thermal.ts'
import { willNotFit } from './rules/will-not-fit.ts'

/** In the order in which those of one severity and instant are shown. */
export const allRules: readonly Rule[] = [
  willNotFit,
  runningOut,
  pastLimit,
  kernelPressure,
  swapping,
  memoryHog,
  gpuHog,
  strandedMemory,
  idleModel,
  failure,
  offGpu,
  context,
  thermal,
  swapDisk,
  sourceLost,
  goodNews,
]
