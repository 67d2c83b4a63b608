import type { Card, FindingClass, Fix } from '../../../shared/finding.ts'
import { contextFull } from './cards/context-full.ts'
import { cpuFallback } from './cards/cpu-fallback.ts'
import { ggufIncompatible } from './cards/gguf-incompatible.ts'
import { gpuFlat } from './cards/gpu-flat.ts'
import { gpuHeld } from './cards/gpu-held.ts'
import { gpuReset } from './cards/gpu-reset.ts'
import { gpuTimeout } from './cards/gpu-timeout.ts'
import { killedBySystem } from './cards/killed-by-system.ts'
import { metalAllocFailed } from './cards/metal-alloc-failed.ts'
import { metalOomMidGeneration } from './cards/metal-oom-mid-generation.ts'
import { metalUnsupportedOp } from './cards/metal-unsupported-op.ts'
import { misadviceOfMacs } from './cards/misadvice-of-macs.ts'
import { mlxAllocTooLarge } from './cards/mlx-alloc-too-large.ts'
import { modelMissing } from './cards/model-missing.ts'
import { mpsOom } from './cards/mps-oom.ts'
import { isOnLinux } from './cards/platform.ts'
import { nameOf } from './cards/program-words.ts'
import { rosetta } from './cards/rosetta.ts'
import { slowGeneration } from './cards/slow-generation.ts'
import { systemMemoryRefused } from './cards/system-memory-refused.ts'
import type { Case, WriteCard } from './case.ts'

const writers: Readonly<Record<FindingClass, WriteCard>> = {
  'metal-alloc-failed': metalAllocFailed,
  'metal-oom-mid-generation': metalOomMidGeneration,
  'mlx-alloc-too-large': mlxAllocTooLarge,
  'mps-oom': mpsOom,
  'system-memory-refused': systemMemoryRefused,
  'killed-by-system': killedBySystem,
  'gpu-timeout': gpuTimeout,
  'gpu-reset': gpuReset,
  'context-full': contextFull,
  'gguf-incompatible': ggufIncompatible,
  'model-missing': modelMissing,
  'metal-unsupported-op': metalUnsupportedOp,
  'cpu-fallback': cpuFallback,
  rosetta,
  'gpu-flat': gpuFlat,
  'slow-generation': slowGeneration,
  'gpu-held': gpuHeld,
}

/** Who reads a card is in trouble: what helps most, and the mistakes that are made most. */
const maxFixes = 6
const maxMisadvice = 4

/** What a case means for whoever has it. `sentence`: of whoever has seen it live, in place of the card's own. */
export function cardOf(one: Case, sentence?: string): Card {
  const card = writers[one.class](one)
  const isMac = !isOnLinux(one)
  return {
    ...card,
    sentence: sentence ?? card.sentence,
    fixes: card.fixes.slice(0, maxFixes).map((fix) => placed(fix, one)),
    misadvice: card.misadvice
      .filter((one) => isMac || !misadviceOfMacs.has(one))
      .slice(0, maxMisadvice),
  }
}

/** An option alone is no command: it is told where it goes. */
function placed(fix: Fix, one: Case): Fix {
  const isOption = fix.command?.startsWith('-') ?? false
  if (!isOption || /option of docker run|container/.test(fix.text)) return fix
  return { ...fix, text: `${fix.text}; add it to the command that starts ${nameOf(one)}` }
}
