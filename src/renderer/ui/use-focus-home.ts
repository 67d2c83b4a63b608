import { useLayoutEffect, type RefObject } from 'react'

type Place = RefObject<HTMLElement | null>

/** When `part` goes and the keyboard was in it, the keyboard goes to `home`, not to the top of the page. */
export function useFocusHome(part: Place, home: Place): void {
  useLayoutEffect(() => {
    const [element, place] = [part.current, home.current]
    return () => {
      if (element?.contains(document.activeElement) === true) place?.focus({ preventScroll: true })
    }
  }, [part, home])
}
