import type { Card } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { gpuAlone, startAgain } from './fix-gpu.ts'
import { lookForGpuReset } from './fix-look.ts'
import { fix, present } from './fix.ts'
import { resetMemory } from './misadvice-gpu.ts'
import { statusFive } from './misadvice-memory.ts'
import { isOnLinux } from './platform.ts'
import { nameOf } from './program-words.ts'

// Innocent Victim (00000005:…); Discarded (victim of GPU error/recovery) (00000005:…)
// Ignored (for causing prior/excessive GPU errors) (00000004:…)
export const gpuReset = (one: Case): Card =>
  one.signature.includes('ignored') ? ofBlamed(one) : ofVictim(one)

function ofVictim(one: Case): Card {
  return {
    sentence: `A command of ${nameOf(one)} was lost when the GPU was reset for a fault that was not its own`,
    cause:
      'A command on the GPU failed or hung, mostly one of another program, and the system reset the GPU. What else was at work on it was thrown away (Innocent Victim). The settings of this program are not the cause.',
    fixes: present([startAgain, isOnLinux(one) ? null : lookForGpuReset, gpuAlone]),
    misadvice: [resetMemory, statusFive],
  }
}

function ofBlamed(one: Case): Card {
  return {
    sentence: `The GPU takes no more commands of ${nameOf(one)}, because of errors before this one`,
    cause:
      'The system blames this program for errors of the GPU, or for too many, and ignores what it sends from then on (Ignored). What it really failed of is the first error of the GPU above this line, or in the log of the engine.',
    fixes: present([
      startAgain,
      fix('Look for the first error of the GPU above this line: that one has a cause'),
      isOnLinux(one) ? null : lookForGpuReset,
      gpuAlone,
    ]),
    misadvice: [resetMemory, statusFive],
  }
}
