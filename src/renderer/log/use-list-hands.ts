import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { copiedFrom, placeByKey, type Cursor } from './cursor.ts'
import type { Row } from './rows.ts'

interface Hands {
  readonly rows: readonly Row[]
  readonly cursor: Cursor | null
  readonly currentPlace: number | null
  readonly rowsInSight: () => number
  readonly reveal: (place: number) => void
  readonly onFollow: (follows: boolean) => void
  readonly onCursor: (cursor: Cursor) => void
  readonly onAsk: () => void
}

/** What keys, the pointer and copying do in the list. */
export function useListHands(hands: Hands) {
  const { rows, cursor, currentPlace, onAsk } = hands

  const goTo = (place: number, isExtending: boolean): void => {
    const row = rows[place]
    if (row === undefined) return
    const { lineNumber } = row
    hands.onCursor({ lineNumber, from: isExtending ? (cursor?.from ?? lineNumber) : lineNumber })
    if (place < rows.length - 1) hands.onFollow(false)
    hands.reveal(place)
  }

  return {
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey) return
      const isHidden = currentPlace !== null && rows[currentPlace]?.hiddenCount !== undefined
      if (event.key === 'Enter' && isHidden) {
        event.preventDefault()
        onAsk()
      }
      const size = { count: rows.length, rowsInSight: hands.rowsInSight() }
      const place = placeByKey(event.key, currentPlace, size)
      if (place === null) return
      event.preventDefault()
      goTo(place, event.shiftKey)
    },
    onClick: (event: MouseEvent): void => {
      const place = placeAt(event.target)
      const row = place === null ? undefined : rows[place]
      // letters were selected by hand: they are copied as they are
      if (place === null || row === undefined || hasLetters()) return
      goTo(place, event.shiftKey)
      if (row.hiddenCount !== undefined) onAsk()
    },
    onCopy: (event: ClipboardEvent): void => {
      if (hasLetters()) return
      event.clipboardData.setData('text/plain', copiedFrom(rows, cursor))
      event.preventDefault()
    },
  }
}

const hasLetters = (): boolean => getSelection()?.isCollapsed === false

/** Of the row that was clicked. */
function placeAt(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-index]') : null
  return row === null ? null : Number(row.getAttribute('data-index'))
}
