/** The generation of macOS whose default limit holds: up to 15 (Metal 3), from 26 on (Metal 4). */
export type LimitEra = 'up-to-15' | 'from-26'

const gib = 2 ** 30
const pageBytes = 16_384
/** From this size on only this much is kept from the GPU (seen at 256 and 512 GB). */
const keptOfLargeBytes = 48 * gib

/** The share of RAM from a size on, as engines on such Macs have logged it; sizes between take the one below. */
const sharesFrom26: readonly { readonly fromBytes: number; readonly share: number }[] = [
  { fromBytes: 128 * gib, share: 0.84 },
  { fromBytes: 64 * gib, share: 0.81 },
  { fromBytes: 32 * gib, share: 0.78 },
  { fromBytes: 16 * gib, share: 0.74 },
]
const largeFromBytes = 256 * gib

/** Two thirds, to the next page; a page more where that is a page already (18 and 24 GB). */
const twoThirds = (ramBytes: number): number =>
  (Math.floor((ramBytes * 2) / 3 / pageBytes) + 1) * pageBytes

const upToPage = (bytes: number): number => Math.ceil(bytes / pageBytes) * pageBytes

/**
 * What Metal recommends by default on Apple silicon with this much RAM, in bytes (macos-sources §5): no rule that Apple
 * names, but what every recorded machine of that size and era has said.
 */
export function defaultLimitBytes(ramBytes: number, era: LimitEra): number {
  if (era === 'up-to-15') {
    return ramBytes <= 32 * gib
      ? twoThirds(ramBytes)
      : Math.max(0.75 * ramBytes, ramBytes - keptOfLargeBytes)
  }
  if (ramBytes >= largeFromBytes) return ramBytes - keptOfLargeBytes
  const row = sharesFrom26.find(({ fromBytes }) => ramBytes >= fromBytes)
  return row === undefined ? twoThirds(ramBytes) : upToPage(ramBytes * row.share)
}

/** `26.1` is of the era from 26 on; null where the version does not begin with a number. */
export function eraOf(macOsVersion: string): LimitEra | null {
  const major = Number(/^(\d+)/.exec(macOsVersion)?.[1] ?? Number.NaN)
  if (Number.isNaN(major)) return null
  return major >= 26 ? 'from-26' : 'up-to-15'
}
