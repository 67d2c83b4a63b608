import { useEffect } from 'react'

/** While `isOn`, the Escape key does `onEscape`, wherever the keyboard is. */
export function useEscape(isOn: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined
    const listen = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onEscape()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
