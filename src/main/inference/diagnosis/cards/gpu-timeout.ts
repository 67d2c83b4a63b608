import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { smallerBatch } from './fix-batch.ts'
import { gpuAlone, startAgain } from './fix-gpu.ts'
import { lookForGpuReset } from './fix-look.ts'
import { fix, present } from './fix.ts'
import { statusFive } from './misadvice-memory.ts'
import { timeoutMemory } from './misadvice-gpu.ts'
import { isOnLinux } from './platform.ts'
import { nameOf } from './program-words.ts'
import { byVariables } from './variable.ts'
import { isOllamaSince, llamaBuildOf } from './versions.ts'

/** llama.cpp#22216 of 2026-04-21: from then on it sets the variable itself. */
const firstBuildThatRelaxes = 8_871
/** Of 2026-05-29: the first that starts a llama-server, of a build after that one. */
const firstOllamaThatRelaxes = [0, 30, 0] as const

export function gpuTimeout(one: Case): Card {
  return {
    sentence: sentence(one),
    cause:
      'The system ends a command on the GPU that takes too long, or that keeps the screen waiting. A large step of a long prompt does it, or a second program that keeps the GPU busy.',
    fixes: present([...inOrder(one), startAgain, isOnLinux(one) ? null : lookForGpuReset]),
    misadvice: [timeoutMemory, statusFive],
  }
}

/** `Impacting Interactivity` */
const isOfScreen = ({ signature }: Case): boolean => signature.includes('interactivity')

function sentence(one: Case): string {
  const what = `ended a command of ${nameOf(one)}`
  return isOfScreen(one)
    ? `A watchdog of the GPU ${what} that kept the screen waiting`
    : `A watchdog of the GPU ${what} that ran for too long`
}

/** The same setting; here the length of a command counts, not the size of its buffer. */
const asSteps = (smaller: Fix | null): Fix =>
  fix(
    'Give the GPU less to do in one command: shorter prompts, read in smaller steps',
    smaller?.command ?? null,
    smaller?.costs ?? null,
  )

/** The likeliest first. */
function inOrder(one: Case): readonly (Fix | null)[] {
  const steps = asSteps(smallerBatch(one))
  return isOfScreen(one) ? [relax(one), steps, gpuAlone] : [steps, gpuAlone, relax(one)]
}

function sinceOf({ program }: Case): string {
  if (program === 'llama.cpp') return ' (llama.cpp does so itself from b8871 on)'
  return program === 'ollama' ? ' (needed before Ollama 0.30)' : ''
}

function relax(one: Case): Fix | null {
  const build = llamaBuildOf(one)
  if (build !== null && build >= firstBuildThatRelaxes) return null
  if (isOllamaSince(one, firstOllamaThatRelaxes)) return null
  const since = sinceOf(one)
  return byVariables(
    one,
    `${isOfScreen(one) ? 'Let' : 'If the line says Impacting Interactivity, let'} the GPU wait longer${since}`,
    { AGX_RELAX_CDM_CTXSTORE_TIMEOUT: '1' },
    'the screen may stutter while it computes',
  )
}
