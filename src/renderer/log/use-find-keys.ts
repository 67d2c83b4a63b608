import { useEffectEvent, useLayoutEffect } from 'react'

/** F3 and ⌘G lead to the next match, with ⇧ to the one before, wherever the keyboard is. */
export function useFindKeys(onStep: (step: 1 | -1) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const isG = event.key.toLowerCase() === 'g' && (event.metaKey || event.ctrlKey) && !event.altKey
    if (event.defaultPrevented || !(isG || event.key === 'F3')) return
    event.preventDefault()
    onStep(event.shiftKey ? -1 : 1)
  })
  useLayoutEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
