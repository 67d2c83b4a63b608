/** How far estimates are off, in percent of the truth. */
export interface PercentOff {
  readonly n: number
  readonly medianPct: number
  readonly p95Pct: number
  readonly worstPct: number
  /** How far the lowest is below; 0: none is. */
  readonly worstUnderPct: number
}

export interface Pair {
  readonly expected: number
  readonly got: number
}

const rounded = (value: number): number => Number(value.toFixed(2))

/** Pairs whose truth is 0 say nothing. */
export function percentOff(pairs: readonly Pair[]): PercentOff {
  const signed = pairs
    .filter(({ expected }) => expected > 0)
    .map(({ expected, got }) => (100 * (got - expected)) / expected)
  const sizes = signed.map(Math.abs).sort((a, b) => a - b)
  const at = (share: number): number =>
    rounded(sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0)
  return {
    n: sizes.length,
    medianPct: at(0.5),
    p95Pct: at(0.95),
    worstPct: rounded(sizes.at(-1) ?? 0),
    worstUnderPct: rounded(-Math.min(0, ...signed)),
  }
}

export const percentColumns = ['n', 'median %', 'p95 %', 'worst %', 'under %'].map((title) => ({
  title,
  isNumber: true,
}))

export const percentCells = ({
  n,
  medianPct,
  p95Pct,
  worstPct,
  worstUnderPct,
}: PercentOff): readonly string[] => [
  String(n),
  ...[medianPct, p95Pct, worstPct, worstUnderPct].map((pct) => pct.toFixed(2)),
]
