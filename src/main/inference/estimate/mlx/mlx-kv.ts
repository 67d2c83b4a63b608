import type { MlxCache } from './mlx-layers.ts'
import type { MlxPlan } from './mlx-plan.ts'
import { paddedTokens, stepTokens, type MlxRun } from './mlx-run.ts'

/** What keys and values of all sequences take, when each has so many tokens. */
export interface MlxKv {
  readonly bytes: number
  /** On top for a moment: one layer's cache is copied when it grows, and all are there twice when they are quantized. */
  readonly momentBytes: number
  /** What the largest layer's cache takes in one sequence. */
  readonly layerBytes: number
  /** Not all are quantized that were to be. */
  readonly keptAtFullWidth: boolean
  /** How it comes about, for people. */
  readonly formula: string
}

/** A text on its way to that length has passed the one at which its cache is quantized, and took more there if it is short. */
export function mlxKvAt(plan: MlxPlan, run: MlxRun, contextTokens: number): MlxKv {
  const there = mlxKvOf(plan, run, contextTokens)
  const { kvBits, quantizedKvStartTokens: start } = run
  if (kvBits === null || start === 0 || contextTokens < start) return there
  const before = mlxKvOf(plan, { ...run, kvBits: null }, start)
  return before.bytes > there.bytes
    ? { ...there, bytes: before.bytes, formula: before.formula }
    : there
}

function mlxKvOf(plan: MlxPlan, run: MlxRun, contextTokens: number): MlxKv {
  const tokens = paddedTokens(contextTokens)
  const caches = plan.layers.flatMap((layer) => layer.caches)
  const isStarted = run.kvBits !== null && contextTokens >= run.quantizedKvStartTokens
  const small = new Set(isStarted ? caches.filter((cache) => isQuantizable(plan, run, cache)) : [])
  const widthOf = (cache: MlxCache): Width => (small.has(cache) ? run.kvBits : null)
  const rows = caches.map((cache) => rowsAt(plan, run, { cache, tokens, width: widthOf(cache) }))
  const totalBytes = sum(rows.map(bytesOf))
  const layerBytes = Math.max(0, ...rows.map(bytesOf))
  const twiceBytes = conversionBytes(plan, run, [...small], caches, tokens)
  return {
    bytes: totalBytes * run.parallel,
    momentBytes: Math.max(layerBytes, twiceBytes - totalBytes) * run.parallel,
    layerBytes,
    keptAtFullWidth: isStarted && caches.some((cache) => !small.has(cache)),
    formula: formulaOf(rows, run.parallel),
  }
}

/** null: as wide as they are computed. */
type Width = MlxRun['kvBits']

interface Rows {
  readonly cells: number
  readonly heads: number
  readonly keyBytes: number
  readonly valueBytes: number
}

const bytesOf = ({ cells, heads, keyBytes, valueBytes }: Rows): number =>
  cells * heads * (keyBytes + valueBytes)

function rowsAt(
  plan: MlxPlan,
  run: MlxRun,
  {
    cache,
    tokens,
    width,
  }: { readonly cache: MlxCache; readonly tokens: number; readonly width: Width },
): Rows {
  const rowBytes = (length: number): number =>
    width === null ? length * plan.elementBytes : quantizedRowBytes(length, width, plan, run)
  return {
    cells: cellsOf(plan, run, cache, tokens),
    heads: cache.heads,
    keyBytes: rowBytes(cache.keyLength),
    valueBytes: rowBytes(cache.valueLength),
  }
}

/** Whole words of 32 bits, and for each group a scale and a bias. */
const quantizedRowBytes = (
  length: number,
  width: 4 | 8,
  { elementBytes }: MlxPlan,
  { kvGroupSize }: MlxRun,
): number =>
  4 * Math.floor((length * width) / 32) + 2 * elementBytes * Math.floor(length / kvGroupSize)

/** All are there once in full width, and those that are quantized once more. */
function conversionBytes(
  plan: MlxPlan,
  run: MlxRun,
  small: readonly MlxCache[],
  caches: readonly MlxCache[],
  allTokens: number,
): number {
  if (small.length === 0) return 0
  const tokens = convertedTokens(run, allTokens)
  const at = (width: Width) => (cache: MlxCache) =>
    bytesOf(rowsAt(plan, run, { cache, tokens, width }))
  return sum(caches.map(at(null))) + sum(small.map(at(run.kvBits)))
}

/** `10·32768·2·(512 + 512)`: as many caches, tokens, heads, bytes of keys and values. */
function formulaOf(rows: readonly Rows[], parallel: number): string {
  const counts = new Map<string, number>()
  for (const { cells, heads, keyBytes, valueBytes } of rows) {
    const one = `${cells}·${heads}·(${keyBytes} + ${valueBytes})`
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  const all = [...counts].map(([one, count]) => `${count}·${one}`).join(' + ')
  return parallel === 1 || all === '' ? all : `${parallel}·(${all})`
}

const sum = (figures: readonly number[]): number => figures.reduce((total, one) => total + one, 0)

/** They are quantized behind the first chunk of a prompt that reaches the start. */
const convertedTokens = (run: MlxRun, tokens: number): number => {
  const chunk = Math.max(1, run.prefillStepTokens)
  return Math.min(tokens, chunk * Math.max(1, Math.ceil(run.quantizedKvStartTokens / chunk)))
}

/** For how many tokens a cache has room when the text has as many. */
export const cellsOf = (plan: MlxPlan, run: MlxRun, cache: MlxCache, tokens: number): number =>
  Math.min(tokens, mostCellsOf(plan, run, cache))

/** While a prompt is read, its chunk comes on top of a window. */
export function mostCellsOf(plan: MlxPlan, run: MlxRun, cache: MlxCache): number {
  switch (cache.kind) {
    case 'growing':
      return isLimited(plan, run)
        ? run.maxKvTokens + run.prefillStepTokens - 1
        : Number.POSITIVE_INFINITY
    case 'rotating':
      return cache.windowTokens + run.prefillStepTokens - 1
    case 'chunked':
      return cache.windowTokens + paddedTokens(run.prefillStepTokens)
  }
}

type LimitedRun = MlxRun & { readonly maxKvTokens: number }

/** `--max-kv-size` is heeded where a model makes no caches of its own; of unknown ones it cannot be said. */
export const isLimited = ({ config }: MlxPlan, run: MlxRun): run is LimitedRun =>
  run.maxKvTokens !== null && config.traits !== null && config.traits.hasOwnCache !== true

/** `RotatingKVCache` raises NotImplementedError, `CacheList` and `ChunkedKVCache` are passed over (cache.py). */
const isQuantizable = (plan: MlxPlan, run: MlxRun, cache: MlxCache): boolean =>
  mayBeQuantized(plan) && cache.kind === 'growing' && !isLimited(plan, run)

/** Attention over a compressed cache reads plain arrays alone (deepseek_v3.py). */
export const mayBeQuantized = ({ config: { traits } }: MlxPlan): boolean =>
  traits?.isCacheList !== true && traits?.latent !== 'compressed'

/** Prompts that follow another begin anywhere within a step, and end as far behind one. */
export const unevenBytes = (plan: MlxPlan, run: MlxRun): number =>
  (stepTokens - 1) *
  run.parallel *
  sum(
    plan.layers
      .flatMap((layer) => layer.caches)
      .filter(({ kind }) => kind === 'growing')
      .map((cache) => cache.heads * (cache.keyLength + cache.valueLength) * plan.elementBytes),
  )
