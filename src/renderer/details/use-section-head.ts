import { useEffect, type RefObject } from 'react'
import type { DetailsPlace } from '../../shared/details.ts'

/** The head of the section that is shown; null: it has not been loaded yet. */
export const headIn = (room: Element | null): HTMLElement | null =>
  room?.querySelector<HTMLElement>('[data-section="shown"] h1') ?? null

/** The keyboard goes to the head of a section. */
export function goToHead(room: Element | null): void {
  const head = headIn(room)
  if (head === null) return
  head.tabIndex = -1
  head.focus({ preventScroll: true })
}

/** With each change of place the keyboard goes to the head of its section, as soon as that is there; unless something of it took the keyboard. */
export function useSectionHead(room: RefObject<HTMLElement | null>, place: DetailsPlace): void {
  useEffect(() => {
    const goThere = (): void => {
      const isTaken = place.focus !== null && isInSection(document.activeElement)
      if (!isTaken) goToHead(room.current)
    }
    if (headIn(room.current) !== null) return goThere()
    if (room.current === null) return undefined
    const loading = new MutationObserver(() => {
      if (headIn(room.current) === null) return
      loading.disconnect()
      goThere()
    })
    loading.observe(room.current, { childList: true, subtree: true })
    return () => loading.disconnect()
  }, [room, place])
}

const isInSection = (element: Element | null): boolean =>
  element !== null && element.closest('[data-section="shown"]') !== null
