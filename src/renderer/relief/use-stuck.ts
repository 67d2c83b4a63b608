import { useEffect, type RefObject } from 'react'

/**
 * While `part` sticks to the lower edge of what scrolls, with more behind it, it says so as `data-stuck`: `end`, which
 * stands behind it at all times, is out of sight then. Written to the page itself: what is scrolled is no news to React.
 */
export function useStuck(
  part: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const element = part.current
    const after = end.current
    if (element === null || after === null) return undefined
    const observer = new IntersectionObserver(([entry]) => {
      element.dataset['stuck'] = String(entry?.isIntersecting === false)
    })
    observer.observe(after)
    return () => observer.disconnect()
  }, [part, end])
}
