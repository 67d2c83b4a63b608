/** How far off figures are, in percent of what they should be. */
export interface Errors {
  readonly n: number
  readonly medianPct: number | null
  readonly p95Pct: number | null
  readonly worstPct: number | null
  /** The greatest that is too small; null: none is. */
  readonly worstUnderPct: number | null
}

export function errorsOf(
  compared: readonly { readonly expectedBytes: number; readonly gotBytes: number }[],
): Errors {
  const signed = compared
    .filter(({ expectedBytes }) => expectedBytes > 0)
    .map(({ expectedBytes, gotBytes }) => (gotBytes / expectedBytes - 1) * 100)
  const sizes = signed.map(Math.abs).sort((a, b) => a - b)
  const at = (share: number): number | null =>
    sizes.length === 0
      ? null
      : rounded(sizes[Math.min(sizes.length - 1, Math.ceil(share * sizes.length) - 1)] ?? 0)
  const under = Math.min(0, ...signed)
  return {
    n: signed.length,
    medianPct: at(0.5),
    p95Pct: at(0.95),
    worstPct: at(1),
    worstUnderPct: under < 0 ? rounded(under) : null,
  }
}

const rounded = (percent: number): number => Math.round(percent * 1_000) / 1_000
