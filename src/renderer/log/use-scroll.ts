import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo } from 'react'
import { placeOf, type Row } from './rows.ts'
import { useKeptPlace } from './use-kept-place.ts'

/** What is to come into sight: another object each time. */
export interface Goal {
  readonly lineNumber: number
}

interface Options {
  readonly list: HTMLElement | null
  readonly rows: readonly Row[]
  readonly currentPlace: number | null
  readonly goal: Goal | null
  readonly wraps: boolean
  /** The end stays in sight, whatever comes. */
  readonly follows: boolean
  readonly onFollow: (follows: boolean) => void
}

const defaultRowHeight = 18
/** Rows above and below those in sight. */
const overscan = 12

/** The rows in sight of a list of any length. */
export function useScroll(options: Options) {
  const { list, rows, currentPlace, goal, wraps } = options
  const rowHeight = useMemo(() => heightOf(list), [list])
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React's compiler
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => list,
    estimateSize: () => rowHeight,
    getItemKey: (place) => rows[place]?.lineNumber ?? place,
    overscan,
    directDomUpdates: true,
    rangeExtractor: (range) => placesIn(range, currentPlace),
  })

  useLayoutEffect(() => {
    virtual.measure()
  }, [rowHeight, virtual, wraps])

  const goThere = useEffectEvent((to: Goal): void => {
    if (rows.length > 0) virtual.scrollToIndex(placeOf(rows, to.lineNumber), { align: 'center' })
  })
  // when it is another goal, and only then: the list is not held there
  useEffect(() => {
    if (goal !== null && list !== null) goThere(goal)
  }, [goal, list])

  return {
    items: virtual.getVirtualItems(),
    whole: virtual.containerRef,
    measure: virtual.measureElement,
    onScroll: useKeptPlace({ ...options, virtual }),
    reveal: (place: number) => virtual.scrollToIndex(place, { align: 'auto' }),
    rowsInSight: () => Math.max(1, Math.floor((list?.clientHeight ?? 0) / rowHeight) - 1),
  }
}

/** As high as a line of the list's own letters: they grow with the reader's. */
function heightOf(list: HTMLElement | null): number {
  const height = list === null ? Number.NaN : Number.parseFloat(getComputedStyle(list).lineHeight)
  return Number.isFinite(height) ? height : defaultRowHeight
}

/** The current row is there for whoever listens, wherever the list is scrolled to. */
function placesIn(range: Range, currentPlace: number | null): number[] {
  const places = defaultRangeExtractor(range)
  const isWithout = currentPlace !== null && !places.includes(currentPlace)
  return isWithout ? [...places, currentPlace].sort((a, b) => a - b) : places
}
