import type { Card, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf, settableContext, wantedBytes } from './figures.ts'
import { present } from './fix.ts'
import { isGpuShut } from './gpu-shut.ts'
import { gpuShut } from './gpu-shut-card.ts'
import {
  fewerLayersFree,
  freeMibLine,
  ggmlString,
  mlxMemoryLimit,
  mlxString,
  rightUpLimit,
  switchEngine,
  twoThirds,
} from './misadvice-memory.ts'
import { mlxAllocTooLarge } from './mlx-alloc-too-large.ts'
import { isOnLinux } from './platform.ts'
import { isOfMlx, isOfTorch, nameOf } from './program-words.ts'
import { resourceLimit } from './resource-limit.ts'
import { needLess } from './need-less.ts'

export function metalAllocFailed(one: Case): Card {
  if (one.signature.includes('resource-limit')) return resourceLimit(one)
  if (isGpuShut(one)) return gpuShut(one)
  // PyTorch's `Invalid buffer size` is of one buffer beyond the largest
  if (isOverOneBuffer(one) || isOfTorch(one)) return mlxAllocTooLarge(one)
  return {
    sentence: sentence(one),
    cause: isCrashLikely(one) ? `${together} ${crash}` : together,
    fixes: present(needLess(one)),
    misadvice: misadvice(one),
  }
}

const together =
  'Weights, cache and compute buffers, with what other programs hold, come to more than the GPU can have.'
const crash =
  'Since September 2025 the engine (ggml) usually crashes right after this line, with exit code 139, so it is the last one.'

// ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB
/** Of the builds since then, where the program is the engine alone (inference-logs.md §0, fact 7). */
const isCrashLikely = ({ program, line }: Case): boolean =>
  program === 'llama.cpp' && line !== undefined && line.text.includes('ggml_metal_buffer_init')

/** A line of Ollama that says that it tries once more. */
const isTriedAgain = ({ signature }: Case): boolean => signature.startsWith('ollama-retries')

/** llama.cpp cuts weights and caches into several buffers; no tensor can be cut. */
const isOverOneBuffer = ({ facts: { triedBytes, maxBufferBytes } }: Case): boolean =>
  triedBytes !== undefined && maxBufferBytes !== undefined && triedBytes > maxBufferBytes

function sentence(one: Case): string {
  const { triedBytes, requiredBytes, availableBytes } = one.facts
  const buffer = triedBytes === undefined ? 'a buffer' : `a buffer of ${formatBytes(triedBytes)}`
  const held = heldBytes(one)
  const limit = limitOf(one)
  const parts = [
    isTriedAgain(one)
      ? `Metal refused the first try of ${nameOf(one)} to load a model; it tries once more, with less`
      : `${isOnLinux(one) ? 'The GPU' : 'Metal'} refused ${nameOf(one)} ${buffer}`,
    ...(held === null &&
    limit === null &&
    requiredBytes !== undefined &&
    availableBytes !== undefined
      ? [
          `the load needs ${formatBytes(requiredBytes)}, and ${formatBytes(availableBytes)} were there`,
        ]
      : []),
    ...balance(held, wantedBytes(one), limit),
    ...cacheOf(one),
  ]
  return parts.join('; ')
}

function balance(
  held: number | null,
  wanted: number | null,
  limit: number | null,
): readonly string[] {
  if (held !== null && wanted !== null && limit !== null && wanted > limit)
    return [
      wanted === held
        ? `with it the load comes to ${formatBytes(wanted)}, and the GPU limit is ${formatBytes(limit)}`
        : `with the ${formatBytes(held)} that it holds this is ${formatBytes(wanted)}, and the GPU limit is ${formatBytes(limit)}`,
    ]
  if (held !== null && wanted === held) return [`with it the load comes to ${formatBytes(held)}`]
  if (held !== null && limit !== null)
    return [`it holds ${formatBytes(held)} of a GPU limit of ${formatBytes(limit)}`]
  if (held !== null) return [`it holds ${formatBytes(held)} already`]
  return limit === null ? [] : [`the GPU limit is ${formatBytes(limit)}`]
}

function cacheOf(one: Case): readonly string[] {
  const context = settableContext(one)
  const { gpuKvBytes } = one.facts
  if (context === null) return []
  const takes = gpuKvBytes ? ` takes ${formatBytes(gpuKvBytes)}` : ''
  return takes === ''
    ? [`its context is ${formatCount(context)} tokens`]
    : [`its context of ${formatCount(context)} tokens${takes}`]
}

/** The strings of pages that no program prints have a word of their own. */
function misadvice(one: Case): readonly Misadvice[] {
  if (isOfMlx(one))
    return [
      ...(one.signature.startsWith('page-') ? [mlxString] : []),
      mlxMemoryLimit,
      rightUpLimit,
      twoThirds,
      switchEngine,
    ]
  return [
    ...(one.signature === 'ggml-metal-init-no-buffer' ? [ggmlString] : []),
    rightUpLimit,
    ...(one.program === 'whisper.cpp' ? [] : [fewerLayersFree, freeMibLine]),
    twoThirds,
    switchEngine,
  ]
}
