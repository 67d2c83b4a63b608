import { useEffect, type RefObject } from 'react'
import type { DetailsFocus } from '../../shared/details.ts'

/** What a link has led to comes into sight, and takes the keyboard. `meant`: null where it led elsewhere; another object: once more. */
export function useLedTo(part: RefObject<HTMLElement | null>, meant: DetailsFocus | null): void {
  useEffect(() => {
    const element = part.current
    if (meant === null || element === null) return
    element.scrollIntoView({ block: 'center' })
    element.focus({ preventScroll: true })
  }, [part, meant])
}
