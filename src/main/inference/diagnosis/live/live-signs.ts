import { createGpuFlat } from './gpu-flat.ts'
import { createGpuHeld } from './gpu-held.ts'
import type { LiveMoment, LiveSign } from './live-sign.ts'
import { createRosetta } from './rosetta.ts'
import { createSlowGeneration } from './slow-generation.ts'
import { createTwoEngines } from './two-engines.ts'
import { createZeroOnGpu } from './zero-on-gpu.ts'

/** Told once a tick, it says what is wrong with the machine as it is, the most certain first. */
export function createLiveSigns(): (moment: LiveMoment) => readonly LiveSign[] {
  const watches = [
    createRosetta(),
    createZeroOnGpu(),
    createGpuFlat(),
    createTwoEngines(),
    createGpuHeld(),
    createSlowGeneration(),
  ]
  return (moment) => {
    const signs = watches.flatMap((watch) => watch(moment))
    return signs.filter((sign, index) => !signs.slice(0, index).some((one) => says(one, sign)))
  }
}

/** Whether the first sign has said what the second would: one thing is not found twice. */
function says(first: LiveSign, second: LiveSign): boolean {
  if (second.modelId === null || first.modelId !== second.modelId) return false
  // a model on the CPU is slow because of it
  return first.class === second.class || second.class === 'slow-generation'
}
