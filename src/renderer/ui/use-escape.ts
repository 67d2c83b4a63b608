import { useEffect } from 'react'

/** While `isOn`, the Escape key does `onEscape`, wherever the keyboard is. */
export function useEscape(isOn: boolean, onEscape: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    if (!isOn) return undefined
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
