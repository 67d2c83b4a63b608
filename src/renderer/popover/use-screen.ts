import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { MenuBegins } from '../../shared/contract.ts'
import { useDetails } from '../details/use-details.ts'
import { useLed } from '../details/use-led.ts'
import { useToBegin } from '../relief/use-begin.ts'
import { isClearing } from '../client/answer-escape.ts'
import { useEscape } from '../ui/use-escape.ts'

export type Screen = 'overview' | 'fit'

export interface UseScreen {
  readonly screen: Screen
  open(screen: Exclude<Screen, 'overview'>): void
  /** Back to the overview, and the keyboard to where it came from. */
  close(): void
}

/** Which screen is shown: chosen here, by the menu, or by the keys for settings. `home`: where the keyboard goes at worst. */
export function useScreen(home: RefObject<HTMLElement | null>): UseScreen {
  const details = useDetails()
  const [screen, setScreen] = useState<Screen>('overview')
  const cameFrom = useRef<Element | null>(null)
  const open: UseScreen['open'] = (next) => {
    if (screen === 'overview') cameFrom.current = document.activeElement
    setScreen(next)
  }
  const close = (): void => {
    setScreen('overview')
    // what is hidden takes no keyboard: once it is shown again
    requestAnimationFrame(() => focusAgain(cameFrom.current, home.current))
  }
  const begins = useToBegin()
  // what else was chosen in the menu is asked about on the first screen; once there, whoever looks may go elsewhere
  const [ledBy, setLedBy] = useState<MenuBegins | null>(null)
  if (begins !== ledBy) {
    setLedBy(begins)
    if (begins !== null) setScreen('overview')
  }
  useLed()
  const openSettings = useEffectEvent(() => details.open({ section: 'settings', focus: null }))
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isForSettings(event)) return
      event.preventDefault()
      openSettings()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  useEscape(screen !== 'overview', (event) => {
    if (event.defaultPrevented || isClearing(event)) return
    event.preventDefault()
    close()
  })
  return { screen, open, close }
}

/** ⌘, on a Mac, Control and the comma elsewhere. */
const isForSettings = ({ key, metaKey, ctrlKey, altKey }: KeyboardEvent): boolean =>
  key === ',' && metaKey !== ctrlKey && !altKey

function focusAgain(cameFrom: Element | null, home: HTMLElement | null): void {
  if (cameFrom instanceof HTMLElement && cameFrom !== document.body) cameFrom.focus()
  if (document.activeElement === document.body) home?.focus({ preventScroll: true })
}
