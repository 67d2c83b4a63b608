import type { KeyboardEvent } from 'react'

/** What the keyboard can be in. What is disabled by `aria-disabled` keeps it. */
const controls = 'button, a[href], input, [tabindex="0"]'
/** There the arrows belong to what is typed, or chosen. */
const ownArrows = 'input, textarea, select, [role="menu"], [role="slider"]'

/**
 * For a section whose rows are marked `data-row`: up and down go from row to row, to the same place in it; Home and End to the
 * first and the last; left and right from control to control, as the page is read. The Tab key does all that too.
 */
export function goByArrows(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!isPlain || event.defaultPrevented || !(target instanceof HTMLElement)) return
  if (target.closest(ownArrows) !== null) return
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    .map(controlsOf)
    .filter((row) => row.length > 0)
  const at = rows.findIndex((row) => row.includes(target))
  const place = rows[at]?.indexOf(target) ?? 0
  const isToLeft = getComputedStyle(currentTarget).direction === 'rtl'
  const next = nextOf({ key, rows, at, place, isToLeft })
  if (next === undefined) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

/** Those of a row in the order of the page, without what is folded away, and without rows in it. */
const controlsOf = (row: HTMLElement): readonly HTMLElement[] =>
  [...row.querySelectorAll<HTMLElement>(controls)].filter(
    (control) => control.closest('[data-row]') === row && control.checkVisibility(),
  )

interface Step {
  readonly key: string
  readonly rows: readonly (readonly HTMLElement[])[]
  /** Of the row that has the keyboard; -1: none has. */
  readonly at: number
  readonly place: number
  readonly isToLeft: boolean
}

function nextOf({ key, rows, at, place, isToLeft }: Step): HTMLElement | undefined {
  const inRow = (row: readonly HTMLElement[] | undefined): HTMLElement | undefined =>
    row?.[Math.min(place, row.length - 1)]
  const beside = (by: number): HTMLElement | undefined => rows[at]?.[place + by]
  switch (key) {
    case 'ArrowDown':
      return inRow(rows[at + 1])
    case 'ArrowUp':
      return at > 0 ? inRow(rows[at - 1]) : undefined
    case 'Home':
      return inRow(rows[0])
    case 'End':
      return inRow(rows.at(-1))
    case 'ArrowRight':
      return beside(isToLeft ? -1 : 1)
    case 'ArrowLeft':
      return beside(isToLeft ? 1 : -1)
    default:
      return undefined
  }
}
