import { useEffect, useState, type RefObject } from 'react'

/** How wide it is, in whole pixels; null before it is there. */
export function useWidth(place: RefObject<HTMLElement | null>): number | null {
  const [widthPx, setWidthPx] = useState<number | null>(null)
  useEffect(() => {
    if (place.current === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidthPx(Math.floor(entry.contentRect.width))
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place])
  return widthPx
}
