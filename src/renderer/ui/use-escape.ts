import { useLayoutEffect } from 'react'

/** While `isOn`, the Escape key does `onEscape`, wherever the keyboard is. */
export function useEscape(isOn: boolean, onEscape: (event: KeyboardEvent) => void): void {
  // an effect would come after what is drawn is seen: a key may come sooner
  useLayoutEffect(() => {
    if (!isOn) return undefined
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
