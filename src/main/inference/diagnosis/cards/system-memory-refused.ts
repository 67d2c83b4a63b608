import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { lessContext } from './fix-context.ts'
import { lessCacheRam, smallerPool } from './fix-fit.ts'
import { smallerKv } from './fix-kv-type.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { memoryPressure, ollamaSystemMemory } from './misadvice-gpu.ts'
import { quitBrowser, seventyThirty } from './misadvice-memory.ts'
import { nameAtStart, nameOf } from './program-words.ts'

/** Memory that the program or the system did not give, before or beside the GPU. */
export function systemMemoryRefused(one: Case): Card {
  return {
    sentence: sentence(one),
    cause: cause(one),
    fixes: present([
      letOthersGo(one),
      ...ofProgram(one),
      lessContext(one),
      smallerKv(one),
      smallerPool(one),
      lessCacheRam(one),
      smallerModel(one),
      fix('Quit the apps that hold most of the RAM', 'headroom status'),
    ]),
    misadvice: misadvice(one),
  }
}

function sentence(one: Case): string {
  const { requiredBytes, availableBytes, systemFreeBytes, systemTotalBytes, triedBytes } = one.facts
  const needed = requiredBytes ?? triedBytes
  const there = availableBytes ?? systemFreeBytes
  const counts = [
    ...(needed === undefined ? [] : [`it needs ${formatBytes(needed)}`]),
    ...(there === undefined ? [] : [`${formatBytes(there)} are counted as available`]),
    ...(systemTotalBytes === undefined ? [] : [`the machine has ${formatBytes(systemTotalBytes)}`]),
  ]
  const what =
    triedBytes === undefined || requiredBytes !== undefined
      ? `${nameAtStart(one)} did not load the model for want of memory`
      : `The system did not give ${nameOf(one)} the memory that it asked for`
  return [what, ...counts].join('; ')
}

function cause(one: Case): string {
  if (one.program === 'lm-studio')
    return 'The guardrail of LM Studio estimates before it loads, and refused. It counts free pages only, not those that macOS can take back, and its estimate is too high for many models, so it may refuse what would run.'
  if (one.program === 'ollama')
    return 'Ollama compares the model with the memory before it loads. On a Mac it does so for MLX models and for files larger than the memory; where the sentence is of system memory, it comes from Docker or from another machine.'
  return 'The RAM that was asked for was not there. It is not the limit of the GPU: models on the CPU, host buffers and prompt caches take RAM beside it.'
}

function ofProgram({ program }: Case): readonly Fix[] {
  if (program === 'lm-studio')
    return [
      fix(
        'See what LM Studio estimates before it loads, and with which settings it fits',
        'lms load --estimate-only',
      ),
      fix(
        'If Headroom shows the room for it, loosen the model loading guardrails in the settings of LM Studio',
        null,
        'a model that is really too large makes the Mac swap',
      ),
    ]
  if (program === 'ollama')
    return [
      fix('Run Ollama on the Mac itself: in Docker it has no GPU, and only the memory of the VM'),
      fix(
        'Where it must be Docker, raise the memory in the settings of Docker Desktop',
        null,
        'the rest of the Mac has less',
      ),
    ]
  if (program === 'llama.cpp')
    return [
      fix(
        'Leave --mlock and --no-mmap away (in 2026 --load-mode took their place), so that macOS can drop pages of the file',
      ),
    ]
  return []
}

const misadvice = ({ program }: Case): readonly Misadvice[] => [
  ...(program === 'ollama' ? [ollamaSystemMemory] : []),
  seventyThirty,
  quitBrowser,
  memoryPressure,
]
