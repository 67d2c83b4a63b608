import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import type { AlertId } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useBegin } from '../relief/use-begin.ts'
import { useView } from '../store/live.ts'

/** The alert that a notification has led to. */
export interface LedAlert {
  readonly id: AlertId
  /** It was over before the window opened. */
  readonly isGone: boolean
}

export interface UseLedAlert {
  /** null: none has, since the window was opened. Another object: it leads there once more. */
  readonly led: LedAlert | null
  readonly forget: () => void
}

export function useLedAlert({ alerts }: Pick<Snapshot, 'alerts'>): UseLedAlert {
  const { begins = null } = useView()
  const [led, setLed] = useState<LedAlert | null>(null)
  if (led !== null && begins?.kind !== 'alert') setLed(null)
  useBegin((one) => {
    if (one.kind !== 'alert') return null
    const id = one.alertId
    return () => setLed({ id, isGone: alerts.every((alert) => alert.id !== id) })
  })
  return { led, forget: () => setLed(null) }
}

/** Its card comes into sight, and takes the keyboard. `place`: among the cards of the list; -1: it is not there. */
export function useLedCard(
  led: LedAlert | null,
  place: number,
): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null)
  const lead = useEffectEvent((): void => {
    const card = list.current?.children[place]
    if (!(card instanceof HTMLElement)) return
    card.scrollIntoView({ block: 'center' })
    card.tabIndex = -1
    card.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (led !== null) lead()
  }, [led])
  return list
}
