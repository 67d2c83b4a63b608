import { createContext, use, useEffect, useEffectEvent, useState } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { PreferInput, Preferences } from '../../shared/preferences.ts'
import { printable } from '../../shared/printable.ts'
import { useConnection, useLive, usePreferencesNow } from '../store/live.ts'
import { afterChange, isAsWished } from './after-change.ts'

/** How the last change of one control fared; none: it was made. */
export type Change =
  | { readonly kind: 'pending'; readonly input: PreferInput }
  /** `isInForce`: it was made all the same, and only not kept. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isInForce: boolean }

export interface UseSettings {
  /** As they are in force; null: not told yet, or not to be had here, for the reason that `unread` gives. */
  readonly inForce: Preferences | null
  /** The same with what is asked for and not answered yet. */
  readonly preferences: Preferences | null
  readonly unread: string | null
  /** By the control that asked: `clocks.lookedSeconds`. */
  readonly changes: ReadonlyMap<string, Change>
  /** Answers whether it holds. */
  readonly prefer: (control: string, input: PreferInput) => Promise<boolean>
}

export const SettingsContext = createContext<UseSettings | null>(null)

/** Those that the controls around stand for. */
export function useSettingsHere(): UseSettings {
  const settings = use(SettingsContext)
  if (settings === null) throw new Error('no settings around this component')
  return settings
}

const maxReasonLength = 400

interface Answer {
  /** What had been pushed when it came: whatever is pushed later is newer. */
  readonly behind: Preferences | null
  readonly preferences: Preferences | null
  readonly unread: string | null
}
const noAnswer: Answer = { behind: null, preferences: null, unread: null }

/** The settings as Core has them, whoever changes them, and the way to change them from here, one control at a time. */
export function useSettings(): UseSettings {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const pushed = usePreferencesNow()
  const [answer, setAnswer] = useState(noAnswer)
  const [changes, setChanges] = useState<UseSettings['changes']>(new Map())
  /** `asked`: what had been pushed when it was asked for. What was pushed since is as new as the answer, or newer. */
  const hear = (outcome: Outcome<Preferences>, asked: Preferences | null): void => {
    const behind = live.preferences()
    const isOk = outcome.kind === 'ok'
    const told = isOk && behind === asked ? outcome.value : null
    setAnswer((before) => ({
      behind,
      preferences: told ?? (behind === asked ? (before.preferences ?? behind) : behind),
      unread: isOk ? null : printable(outcome.reason, maxReasonLength),
    }))
  }
  const heard = useEffectEvent(hear)
  useEffect(() => {
    if (!isLive) return undefined
    let isPast = false
    const asked = live.preferences()
    // the file may have been written by hand since
    void live.request('preferences', null).then((outcome) => {
      if (!isPast) heard(outcome, asked)
    })
    return () => {
      isPast = true
    }
  }, [live, isLive])

  const prefer: UseSettings['prefer'] = async (control, input) => {
    const asked: Change = { kind: 'pending', input }
    const settle = (change: Change | null): void =>
      setChanges((before) =>
        before.get(control) === asked ? put(before, control, change) : before,
      )
    setChanges((before) => put(before, control, asked))
    const pushedBefore = live.preferences()
    const outcome = await live.request('prefer', input)
    if (outcome.kind === 'ok') {
      hear(outcome, pushedBefore)
      settle(null)
      return true
    }
    const pushedMeanwhile = live.preferences()
    const now = await live.request('preferences', null)
    if (now.kind === 'ok') hear(now, pushedMeanwhile)
    const isInForce = now.kind === 'ok' && isAsWished(now.value, input)
    settle({ kind: 'refused', reason: printable(outcome.reason, maxReasonLength), isInForce })
    return isInForce
  }

  const inForce = answer.behind === pushed ? (answer.preferences ?? pushed) : pushed
  const preferences = inForce === null ? null : withPending(inForce, changes)
  return { inForce, preferences, unread: answer.unread, changes, prefer }
}

/** The last one last: of two that name the same line it holds. */
function put(
  changes: UseSettings['changes'],
  control: string,
  change: Change | null,
): UseSettings['changes'] {
  const others = [...changes].filter(([name]) => name !== control)
  return new Map(change === null ? others : [...others, [control, change]])
}

const withPending = (inForce: Preferences, changes: UseSettings['changes']): Preferences =>
  [...changes.values()].reduce(
    (shown, change) => (change.kind === 'pending' ? afterChange(shown, change.input) : shown),
    inForce,
  )
