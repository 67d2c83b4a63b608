import type { GrowthBand, LearntGrowth } from '../../../shared/learnt.ts'

/** One run of a model that grows: from its first rise until it rested. */
export interface GrowthRun {
  readonly bytesPerSecond: number
  /** null: its server does not count its tokens. */
  readonly bytesPerToken: number | null
}

/** As it is kept: its bands are made of its runs. */
export interface KeptGrowth extends Omit<LearntGrowth, 'bytesPerSecond' | 'bytesPerToken'> {
  /** The last of them, the newest last. */
  readonly recent: readonly GrowthRun[]
}

/** Habits change: what was long ago counts no more. */
export const mostRuns = 12
/** Of fewer nothing is typical. */
export const leastRuns = 3
/** Two Headrooms may watch the same run. */
const sameRunMs = 20_000

/** Slower is nothing that grows, faster no memory of today; a token of the widest cache has some megabytes. */
const plausible = {
  bytesPerSecond: { least: 10e3, most: 100e9 },
  bytesPerToken: { least: 1, most: 256e6 },
} as const

export const isPlausibleRun = ({ bytesPerSecond, bytesPerToken }: GrowthRun): boolean =>
  isWithin(bytesPerSecond, plausible.bytesPerSecond) &&
  (bytesPerToken === null || isWithin(bytesPerToken, plausible.bytesPerToken))

const isWithin = (
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean => value >= least && value <= most

/** Names are foreign; a longer one would not be read again. */
const maxName = 150
const cut = (name: string): string => name.slice(0, maxName)

export const growthIdOf = (engine: string, model: string): string =>
  `growth ${cut(engine)} ${cut(model)}`

/** A run more of this model; what no model does is none. */
export function withRun(
  growths: readonly KeptGrowth[],
  { engine, model }: { readonly engine: string; readonly model: string },
  run: GrowthRun,
  atMs: number,
): readonly KeptGrowth[] {
  if (!isPlausibleRun(run)) return growths
  const id = growthIdOf(engine, model)
  const known = growths.find((one) => one.id === id)
  if (known !== undefined && Math.abs(atMs - known.lastAtMs) < sameRunMs) return growths
  const recent = [...(known?.recent ?? []), run].slice(-mostRuns)
  const names = { engine: cut(engine), model: cut(model) }
  const next = { id, ...names, runs: (known?.runs ?? 0) + 1, lastAtMs: atMs, recent }
  return [...growths.filter((one) => one.id !== id), next]
}

export const shownGrowth = ({ recent, ...growth }: KeptGrowth): LearntGrowth => ({
  ...growth,
  bytesPerSecond: bandOf(recent.map(({ bytesPerSecond }) => bytesPerSecond)) ?? noBand,
  bytesPerToken: bandOf(recent.flatMap(({ bytesPerToken }) => bytesPerToken ?? [])),
})

const noBand: GrowthBand = { low: 0, middle: 0, high: 0 }

/** The outermost run on either side, one of eight at least, is none of it, however far it lies. Of three all are. */
function bandOf(values: readonly number[]): GrowthBand | null {
  const sorted = values.toSorted((a, b) => a - b)
  const cut = sorted.length <= leastRuns ? 0 : Math.max(1, Math.floor(sorted.length / 8))
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]]
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (low === undefined || middle === undefined || high === undefined) return null
  return { low, middle, high }
}
