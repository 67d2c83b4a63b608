import { createContext, use, useEffect, useEffectEvent } from 'react'

/** What a section was led to last: kept above its lists, as a row that a filter brings back was led to before. */
export interface LedBefore {
  readonly is: (meant: object) => boolean
  readonly set: (meant: object) => void
}

export function createLedBefore(): LedBefore {
  let last: object | null = null
  return {
    is: (meant) => meant === last,
    set: (meant) => {
      last = meant
    },
  }
}

export const LedContext = createContext<LedBefore | null>(null)

interface Led {
  /** What a link means; null: nothing of this. Another object: it leads there once more. */
  readonly meant: object | null
  /** What comes into sight; null: it is not there yet. */
  readonly part: () => HTMLElement | null
  /** What of it takes the keyboard, where it is not the part itself. */
  readonly hand?: (part: HTMLElement) => HTMLElement | null
  readonly block?: ScrollLogicalPosition
}

/** What a link has led to comes into sight, and takes the keyboard: once for each time that it led there. */
export function useLedTo({ meant, part, hand, block = 'center' }: Led): void {
  const before = use(LedContext)
  const lead = useEffectEvent((): void => {
    const element = part()
    if (meant === null || element === null) return
    before?.set(meant)
    element.scrollIntoView({ block })
    const taker = hand === undefined ? element : hand(element)
    taker?.focus({ preventScroll: true })
  })
  // with each drawing: it may come later than the link
  useEffect(() => {
    if (meant !== null && before?.is(meant) === false) lead()
  })
}
