import { raiseBounds, wholeMib } from '../../../../shared/limit-raise.ts'
import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { Case } from '../case.ts'

/** Of the limit, for weights, cache and compute together (memory-estimate.md §4.2). */
const marginRatio = 0.9
const contextStepTokens = 1_024
/** Below this a context is of no use: it is not proposed. */
const leastContextTokens = 2_048
/** What a compute buffer takes at any context: its output, at 512 tokens of a large vocabulary. */
const fixedComputeBytes = 512 * 2 ** 20
/** 34 bytes for 32 elements of q8_0, against 64 of f16. */
const q8Ratio = 17 / 32

/** Of Metal, as this log says it, else as this Mac does. */
export const limitOf = ({ facts, machine }: Case): number | null =>
  facts.limitBytes ?? machine.limitBytes

const gpuParts = [
  'gpuModelBytes',
  'gpuKvBytes',
  'gpuRecurrentBytes',
  'gpuComputeBytes',
  'gpuOutputBytes',
] as const satisfies readonly (keyof LogFacts)[]

/** What the GPU's buffers of this load come to; null where none is told. */
export function grantedBytes(facts: LogFacts): number | null {
  const told = gpuParts.flatMap((part) => facts[part] ?? [])
  return told.length === 0 ? null : told.reduce((sum, bytes) => sum + bytes, 0)
}

/** What the program held on the GPU: its own figure, else the sum of its buffers. */
export const heldBytes = ({ facts }: Case): number | null =>
  facts.allocatedBytes ?? grantedBytes(facts)

/** The context that a setting sets: Ollama's is that of one request, the others' that of all slots together. */
export function settableContext({ program, facts }: Case): number | null {
  const { contextTokens = null, contextTokensPerSequence = null } = facts
  return program === 'ollama'
    ? (contextTokensPerSequence ?? contextTokens)
    : (contextTokens ?? contextTokensPerSequence)
}

/**
 * The largest context whose cache fits within the limit beside the weights and the compute buffers, in steps of 1024 tokens;
 * null where the log does not tell enough, or where too little would be left.
 */
export function contextThatFits(one: Case): number | null {
  const { gpuKvBytes, gpuModelBytes } = one.facts
  const context = settableContext(one)
  const limit = limitOf(one)
  if (context === null || limit === null || gpuModelBytes === undefined) return null
  const { fixedBytes, growingBytes } = besides(one.facts)
  // a cache that was refused is not told as one: it is what was asked for after the weights
  const cacheBytes = (gpuKvBytes ?? 0) + growingBytes
  if (cacheBytes === 0) return null
  const roomBytes = limit * marginRatio - gpuModelBytes - fixedBytes
  const tokens =
    Math.floor((context * roomBytes) / cacheBytes / contextStepTokens) * contextStepTokens
  return tokens >= leastContextTokens ? tokens : null
}

/**
 * Beside weights and cache. A refused buffer that is neither is one for computing: a large one is large by its context
 * (memory-estimate.md §3.2), so it shrinks with it.
 */
function besides(facts: LogFacts): { readonly fixedBytes: number; readonly growingBytes: number } {
  const { gpuKvBytes, gpuModelBytes, gpuComputeBytes, triedBytes = 0 } = facts
  const isOther = !isAbout(triedBytes, gpuKvBytes) && !isAbout(triedBytes, gpuModelBytes)
  const refusedBytes = gpuComputeBytes === undefined && isOther ? triedBytes : 0
  const refusedFixedBytes = Math.min(refusedBytes, fixedComputeBytes)
  return {
    fixedBytes:
      (gpuComputeBytes ?? refusedFixedBytes) +
      (facts.gpuRecurrentBytes ?? 0) +
      (facts.gpuOutputBytes ?? 0),
    growingBytes: refusedBytes - refusedFixedBytes,
  }
}

/** Printed figures are rounded. */
const isAbout = (bytes: number, other: number | undefined): boolean =>
  other !== undefined && Math.abs(bytes - other) <= other * 0.01

/**
 * What the load would come to with its cache in 8 bits; null where that is not known. A refused buffer that stands among the
 * buffers already is not counted twice.
 */
export function bytesWithSmallKv(one: Case): number | null {
  const { gpuKvBytes } = one.facts
  const all = wantedBytes(one)
  return all === null || !gpuKvBytes ? null : all - gpuKvBytes + kvBytesInQ8(gpuKvBytes)
}

/** What the GPU was to hold: what it held and what was refused; null where one of them is not known. */
export function wantedBytes(one: Case): number | null {
  const held = heldBytes(one)
  const { triedBytes, allocatedBytes, gpuKvBytes, gpuModelBytes, gpuComputeBytes } = one.facts
  if (held === null || triedBytes === undefined) return null
  const isAmong =
    allocatedBytes === undefined &&
    [gpuKvBytes, gpuModelBytes, gpuComputeBytes].some((part) => isAbout(triedBytes, part))
  return isAmong ? held : held + triedBytes
}

/** Of a cache in f16, when it is kept in 8 bits. */
export const kvBytesInQ8 = (kvBytes: number): number => kvBytes * q8Ratio

/** How many layers, the output layer among them, fit within the limit; null where it is not known, or where all or none do. */
export function layersThatFit(one: Case): number | null {
  const { totalLayers, gpuModelBytes, gpuKvBytes = 0 } = one.facts
  const limit = limitOf(one)
  if (totalLayers === undefined || gpuModelBytes === undefined || limit === null) return null
  const { fixedBytes, growingBytes } = besides(one.facts)
  const share = (limit * marginRatio - fixedBytes - growingBytes) / (gpuModelBytes + gpuKvBytes)
  const layers = Math.floor(totalLayers * share)
  return Number.isFinite(layers) && layers >= 1 && layers < totalLayers ? layers : null
}

/**
 * What `iogpu.wired_limit_mb` may be on this Mac, in MiB, with what is usual left to macOS; null where that is no more than the
 * limit is now. What lies beyond, `headroom limit` tells.
 */
export function wiredLimitMib(one: Case): number | null {
  const { ramBytes, isAppleSilicon } = one.machine
  const limit = limitOf(one)
  if (ramBytes === null || limit === null || isAppleSilicon === false) return null
  const calmBytes = raiseBounds(ramBytes, limit)?.calmBytes ?? null
  return calmBytes === null ? null : wholeMib(calmBytes)
}

/** The next step of 1024 tokens with a quarter more, for the answer. */
export const contextFor = (tokens: number): number =>
  Math.ceil((tokens * 1.25) / contextStepTokens) * contextStepTokens
