import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { settableContext } from './figures.ts'
import { lessContext } from './fix-context.ts'
import { lessCacheRam, smallerPool } from './fix-fit.ts'
import { smallerKv } from './fix-kv-type.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { memoryPressure, ollamaSystemMemory } from './misadvice-gpu.ts'
import { quitBrowser, seventyThirty } from './misadvice-memory.ts'
import { isOnLinux } from './platform.ts'
import { nameAtStart, nameOf } from './program-words.ts'

/** Memory that the program or the system did not give, before or beside the GPU. */
export function systemMemoryRefused(one: Case): Card {
  return {
    sentence: sentence(one),
    cause: cause(one),
    fixes: present(one.program === 'vllm' ? ofVllm(one) : inOrder(one)),
    misadvice: misadvice(one),
  }
}

/** What was asked for by this process is the first to be made less. */
function inOrder(one: Case): readonly (Fix | null)[] {
  const less = [lessContext(one), smallerKv(one)]
  const others = letOthersGo(one)
  const rest = [
    lessCacheRam(one),
    smallerModel(one),
    fix('Quit the apps that hold most of the RAM', 'headroom status'),
  ]
  if (one.program === 'ollama') return [...ofOllama(one), ...less, others, ...rest]
  if (one.program === 'lm-studio') return [others, ...ofLmStudio, ...less, ...rest]
  return [...less, others, ...withoutLock(one), ...rest]
}

// … the estimated maximum model length is 57456. Try increasing `gpu_memory_utilization` or decreasing `max_model_len` …
/** Its pool was too small for one request: a larger part of the memory helps, a smaller one never does. */
function ofVllm(one: Case): readonly (Fix | null)[] {
  const estimated = /estimated maximum model length is (\d{1,9})\b/.exec(one.line?.text ?? '')?.[1]
  return [
    estimated === undefined
      ? lessContext(one)
      : fix(
          `Use a context of ${estimated} tokens, which is what fits by its own reckoning`,
          `--max-model-len ${estimated}`,
          'longer conversations and documents do not fit any more',
        ),
    one.signature === 'vllm-free-memory'
      ? smallerPool(one)
      : fix(
          'Let vLLM reserve a larger share of the memory for its cache',
          '--gpu-memory-utilization 0.95',
          'less is left for all else',
        ),
    smallerModel(one),
    letOthersGo(one),
  ]
}

function sentence(one: Case): string {
  const { requiredBytes, availableBytes, systemFreeBytes, systemTotalBytes, triedBytes } = one.facts
  const needed = requiredBytes ?? triedBytes
  const contextTokens = settableContext(one)
  const there = availableBytes ?? systemFreeBytes
  const counts = [
    ...(needed === undefined ? [] : [`it needs ${formatBytes(needed)}`]),
    ...(there === undefined ? [] : [`${formatBytes(there)} are counted as available`]),
    ...(systemTotalBytes === undefined ? [] : [`the machine has ${formatBytes(systemTotalBytes)}`]),
    ...(contextTokens === null ? [] : [`its context is ${formatCount(contextTokens)} tokens`]),
  ]
  const what =
    triedBytes === undefined || requiredBytes !== undefined
      ? `${nameAtStart(one)} did not load the model for want of memory`
      : `The system did not give ${nameOf(one)} the memory that it asked for`
  return [what, ...counts].join('; ')
}

function cause(one: Case): string {
  if (one.program === 'lm-studio')
    return 'The guardrail of LM Studio estimates before it loads, and refused. It counts free pages only, not those that the system can take back, and its estimate is too high for many models, so it may refuse what would run.'
  if (one.program === 'vllm')
    return 'vLLM reserves its cache at the start, as a share of the memory less what the weights take. What is left of that share does not hold one request of the longest context.'
  if (one.program === 'ollama' && isOnLinux(one))
    return 'Ollama compares what the model needs with the memory that is free before it loads, and refused.'
  if (one.program === 'ollama')
    return 'Ollama compares the model with the memory before it loads. On a Mac it does so for MLX models and for files larger than the memory; where the sentence is of system memory, it comes from Docker or from another machine.'
  return 'The RAM that was asked for was not there. It is not the limit of the GPU: models on the CPU, host buffers and prompt caches take RAM beside it.'
}

const ofLmStudio: readonly Fix[] = [
  fix(
    'See what LM Studio estimates before it loads, and with which settings it fits',
    'lms load --estimate-only',
  ),
  fix(
    'If Headroom shows the room for it, loosen the model loading guardrails in the settings of LM Studio',
    null,
    'a model that is really too large makes the machine swap',
  ),
]

/** The sentence of system memory is of a container, on a Mac. */
function ofOllama(one: Case): readonly Fix[] {
  if (isOnLinux(one)) return []
  return [
    fix('Run Ollama on the Mac itself: in Docker it has no GPU, and only the memory of the VM'),
    fix(
      'Where it must be Docker, raise the memory in the settings of Docker Desktop',
      null,
      'the rest of the Mac has less',
    ),
  ]
}

/** Only where the line speaks of it. */
const withoutLock = ({ program, line }: Case): readonly Fix[] =>
  program === 'llama.cpp' && /mlock/.test(line?.text ?? '')
    ? [
        fix(
          'Leave --mlock away (in 2026 --load-mode took its place), so that the system can drop pages of the file',
        ),
      ]
    : []

const misadvice = ({ program }: Case): readonly Misadvice[] => [
  ...(program === 'ollama' ? [ollamaSystemMemory] : []),
  seventyThirty,
  quitBrowser,
  memoryPressure,
]
