import { useEffect, type RefObject } from 'react'
import type { DetailsPlace, Section } from '../../shared/details.ts'

// by its name: what is hidden is told late that it is not shown any more
const partOf = (section: Section): string => `[data-section="${section}"]`

/** null: it has not been loaded yet. */
const headIn = (room: Element | null, section: Section): HTMLElement | null =>
  room?.querySelector<HTMLElement>(`${partOf(section)} h1`) ?? null

/** The keyboard goes to the head of a section. */
export function goToHead(room: Element | null, section: Section): void {
  const head = headIn(room, section)
  if (head === null) return
  head.tabIndex = -1
  head.focus({ preventScroll: true })
}

/** With each change of place the keyboard goes to the head of its section, as soon as that is there; unless something of it took the keyboard. */
export function useSectionHead(room: RefObject<HTMLElement | null>, place: DetailsPlace): void {
  useEffect(() => {
    const { section, focus } = place
    const goThere = (): void => {
      const holder = document.activeElement?.closest(partOf(section)) ?? null
      if (focus === null || holder === null) goToHead(room.current, section)
    }
    if (headIn(room.current, section) !== null) return goThere()
    if (room.current === null) return undefined
    const loading = new MutationObserver(() => {
      if (headIn(room.current, section) === null) return
      loading.disconnect()
      goThere()
    })
    loading.observe(room.current, { childList: true, subtree: true })
    return () => loading.disconnect()
  }, [room, place])
}
