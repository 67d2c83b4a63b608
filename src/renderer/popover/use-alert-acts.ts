import { useState } from 'react'
import type { AlertId } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { ActTarget } from '../relief/act-step.ts'
import { useSuggested } from '../relief/suggested.ts'
import { useActs, type UseActs } from '../relief/use-acts.ts'
import type { PressedAlert } from './alert-rows.ts'

/** What was asked for in the cards of alerts. */
export interface AlertActs {
  readonly acts: UseActs
  readonly start: (from: PressedAlert, target: ActTarget) => void
  /** What was pressed in this one; null: nothing, or all was said of it. */
  readonly pressedIn: (id: AlertId) => ActTarget | null
  /** The alerts in which something was pressed: they stay until all was said. */
  readonly pressed: readonly PressedAlert[]
}

type Pressed = PressedAlert & { readonly target: ActTarget | null }

/** Remembers in which card something was pressed: two can be about one app, and one that clears takes nothing along. */
export function useAlertActs({ apps, models, alerts }: Snapshot): AlertActs {
  const acts = useActs((id) => [...apps, ...models].some((one) => one.id === id))
  const suggested = useSuggested()
  const [pressed, setPressed] = useState<readonly Pressed[]>([])
  const run = suggested?.running.run ?? null
  const suggestedIn = run === null ? null : (suggested?.alertId ?? null)
  const isOpen = ({ alert, target }: Pressed): boolean =>
    target === null ? alert.id === suggestedIn : acts.acts.has(target.id)
  const begun = alerts.findIndex(({ id }) => id === suggestedIn)
  const isNew = begun !== -1 && pressed.every(({ alert }) => alert.id !== suggestedIn)
  const open = pressed.filter(isOpen)
  const first = isNew ? alerts[begun] : undefined
  const now = first === undefined ? open : [...open, { alert: first, place: begun, target: null }]
  if (now.length !== pressed.length || isNew) setPressed(now)
  return {
    acts,
    start: (from, target) => {
      setPressed((before) => [
        ...before.filter(({ alert }) => alert.id !== from.alert.id),
        { ...from, target },
      ])
      acts.start(target)
    },
    pressedIn: (id) => now.find(({ alert }) => alert.id === id)?.target ?? null,
    pressed: now,
  }
}
