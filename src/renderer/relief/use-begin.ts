import { useEffect, useLayoutEffect, useSyncExternalStore, type RefObject } from 'react'
import type { MenuBegins } from '../../shared/contract.ts'
import { useLive, useView } from '../store/live.ts'
import type { TargetId } from './act-step.ts'

/** What was chosen in the menu and is not begun yet; null for nothing. */
export function useToBegin(): MenuBegins | null {
  const live = useLive()
  return useSyncExternalStore(live.watch, live.toBegin, live.toBegin)
}

/** Begins what was chosen in the menu as if it were pressed here; `startOf` answers with null for what is not here. */
export function useBegin(startOf: (begins: MenuBegins) => (() => void) | null): void {
  const live = useLive()
  const begins = useToBegin()
  useEffect(() => {
    // an effect may run twice
    if (begins === null || live.toBegin() !== begins) return
    const start = startOf(begins)
    if (start === null) return
    live.begun()
    // its question takes the keyboard, wherever that was left when the window was closed
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    start()
  })
}

/** What the menu has led to comes into sight. */
export function useInSight(part: RefObject<HTMLElement | null>, id: TargetId | 'suggested'): void {
  const { begins = null } = useView()
  const isMeant = begins !== null && idOf(begins) === id
  useLayoutEffect(() => {
    if (isMeant) part.current?.scrollIntoView({ block: 'center' })
  }, [isMeant, part])
}

/** null: it is on another screen. */
function idOf(begins: MenuBegins): TargetId | 'suggested' | null {
  switch (begins.kind) {
    case 'quit':
      return begins.appId
    case 'unload':
      return begins.modelId
    case 'suggested':
      return begins.kind
    case 'details':
    case 'alert':
      return null
  }
}
