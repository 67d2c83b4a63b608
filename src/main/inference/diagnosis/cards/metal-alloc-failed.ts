import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf, settableContext } from './figures.ts'
import { fix, present } from './fix.ts'
import { isGpuShut } from './gpu-shut.ts'
import { gpuShut } from './gpu-shut-card.ts'
import {
  fewerLayersFree,
  freeMibLine,
  ggmlString,
  kvDoubles,
  mlxMemoryLimit,
  mlxString,
  quitBrowser,
  rightUpLimit,
  seventyThirty,
  switchEngine,
  twoThirds,
} from './misadvice-memory.ts'
import { mlxAllocTooLarge } from './mlx-alloc-too-large.ts'
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
    cause: isOfMlx(one) ? together : `${together} ${crash}`,
    fixes: present([...needLess(one), ...fixesOfOllama(one)]),
    misadvice: misadvice(one),
  }
}

const together =
  'Weights, cache and compute buffers, with what other programs hold, come to more than the GPU can have.'
const crash =
  'Since September 2025 the engine (ggml) usually crashes right after this line, with exit code 139, so it is the last one.'

/** llama.cpp cuts weights and caches into several buffers; no tensor can be cut. */
const isOverOneBuffer = ({ facts: { triedBytes, maxBufferBytes } }: Case): boolean =>
  triedBytes !== undefined && maxBufferBytes !== undefined && triedBytes > maxBufferBytes

function sentence(one: Case): string {
  const { triedBytes, requiredBytes, availableBytes } = one.facts
  const buffer = triedBytes === undefined ? 'a buffer' : `a buffer of ${formatBytes(triedBytes)}`
  const held = heldBytes(one)
  const limit = limitOf(one)
  const parts = [
    `Metal refused ${nameOf(one)} ${buffer}`,
    ...(held === null &&
    limit === null &&
    requiredBytes !== undefined &&
    availableBytes !== undefined
      ? [
          `the load needs ${formatBytes(requiredBytes)}, and ${formatBytes(availableBytes)} were there`,
        ]
      : []),
    ...balance(held, triedBytes ?? null, limit),
    ...cacheOf(one),
  ]
  return parts.join('; ')
}

function balance(
  held: number | null,
  tried: number | null,
  limit: number | null,
): readonly string[] {
  if (held !== null && tried !== null && limit !== null && held + tried > limit)
    return [
      `with the ${formatBytes(held)} that it holds this is ${formatBytes(held + tried)}, and the GPU limit is ${formatBytes(limit)}`,
    ]
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

/** It retries by itself, with a smaller context that it chose, or without other models. */
const fixesOfOllama = ({ program }: Case): readonly Fix[] =>
  program === 'ollama'
    ? [
        fix(
          'Wait for its second try: Ollama loads once more with a smaller context, if it chose the context itself, or without the other models',
        ),
      ]
    : []

/** The strings of pages that no program prints have a word of their own. */
function misadvice(one: Case): readonly Misadvice[] {
  const ofAll = [twoThirds, rightUpLimit, seventyThirty, quitBrowser, switchEngine]
  const isOfPage = one.signature === 'ggml-metal-init-no-buffer'
  if (isOfMlx(one)) return [mlxString, mlxMemoryLimit, ...ofAll]
  return [
    ...(isOfPage ? [ggmlString] : []),
    ...(one.program === 'whisper.cpp' ? [] : [fewerLayersFree, freeMibLine, kvDoubles]),
    ...ofAll,
  ]
}
