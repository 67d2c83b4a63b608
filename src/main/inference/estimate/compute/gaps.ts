/** From the first byte to the one behind the last. */
export interface Block {
  readonly from: number
  readonly to: number
}

/** Memory of one device, as far as it is handed out. */
export interface Space {
  take(bytes: number): Block
  giveBack(block: Block): void
  /** Gives the end of a block back: what takes it over needs less. */
  shorten(block: Block, bytes: number): Block
  /** The end of what was taken at any time: so long a buffer must be. */
  highestBytes(): number
}

/** The smallest gap that is large enough, of equal ones the last; else behind all that is taken (ggml_dyn_tallocr_alloc). */
export function createSpace(alignmentBytes: number): Space {
  /** By their place; none touches another. */
  let gaps: readonly Block[] = []
  let endBytes = 0
  let highestBytes = 0
  const aligned = (bytes: number): number => Math.ceil(bytes / alignmentBytes) * alignmentBytes
  const giveBack = ({ from, to }: Block): void => {
    if (from === to) return
    const before = gaps.find((one) => one.to === from)
    const after = gaps.find((one) => one.from === to)
    const whole = { from: before?.from ?? from, to: after?.to ?? to }
    const others = gaps.filter((one) => one !== before && one !== after)
    if (whole.to === endBytes) {
      endBytes = whole.from
      gaps = others
    } else gaps = [...others, whole].toSorted((a, b) => a.from - b.from)
  }
  return {
    highestBytes: () => highestBytes,
    giveBack,
    shorten: ({ from, to }, bytes) => {
      const end = from + aligned(bytes)
      giveBack({ from: end, to })
      return { from, to: end }
    },
    take: (bytes) => {
      const size = aligned(bytes)
      const gap = smallestOf(gaps, size)
      if (gap !== null) gaps = without(gaps, gap, size)
      const from = gap?.from ?? endBytes
      if (gap === null) endBytes += size
      highestBytes = Math.max(highestBytes, endBytes)
      return { from, to: from + size }
    },
  }
}

const lengthOf = ({ from, to }: Block): number => to - from

function smallestOf(gaps: readonly Block[], size: number): Block | null {
  let best: Block | null = null
  for (const gap of gaps)
    if (lengthOf(gap) >= size && (best === null || lengthOf(gap) <= lengthOf(best))) best = gap
  return best
}

const without = (gaps: readonly Block[], gap: Block, size: number): readonly Block[] =>
  gaps.flatMap((one) => {
    if (one !== gap) return [one]
    return one.from + size < one.to ? [{ from: one.from + size, to: one.to }] : []
  })
