import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import { placeOf, type Row } from './rows.ts'

export type VirtualList = Virtualizer<HTMLElement, HTMLElement>

interface Options {
  readonly list: HTMLElement | null
  readonly virtual: VirtualList
  readonly rows: readonly Row[]
  readonly wraps: boolean
  readonly follows: boolean
  readonly onFollow: (follows: boolean) => void
}

/** So near to the end counts as there: heights are not whole pixels. */
const nearPx = 6

/** The list stays at its end, or at the row that its reader has at its top, whatever comes and goes; answers with what hears it scroll. */
export function useKeptPlace({ list, virtual, rows, wraps, follows, onFollow }: Options) {
  /** The first row in sight, and how far it is scrolled over. */
  const top = useRef({ lineNumber: 0, place: 0, overPx: 0, wraps })
  const scrolledTo = useRef(0)

  useLayoutEffect(() => {
    if (list === null || rows.length === 0) return
    if (follows) {
      virtual.scrollToIndex(rows.length - 1, { align: 'end' })
      return
    }
    const { lineNumber, place, overPx } = top.current
    const now = placeOf(rows, lineNumber)
    if (now === place && wraps === top.current.wraps) return
    top.current = { ...top.current, wraps }
    const [offset = 0] = virtual.getOffsetForIndex(now, 'start') ?? []
    virtual.scrollToOffset(offset + overPx)
  }, [rows, follows, list, virtual, wraps])

  return (): void => {
    if (list === null) return
    const { scrollTop } = list
    const first = virtual.getVirtualItems().find(({ end }) => end > scrollTop)
    const lineNumber = first === undefined ? undefined : rows[first.index]?.lineNumber
    if (first !== undefined && lineNumber !== undefined)
      top.current = { lineNumber, place: first.index, overPx: scrollTop - first.start, wraps }
    if (isAtEnd(list)) onFollow(true)
    else if (scrollTop < scrolledTo.current) onFollow(false)
    scrolledTo.current = scrollTop
  }
}

const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean =>
  scrollTop + clientHeight >= scrollHeight - nearPx
