import { useEffect, useState } from 'react'
import type { PreferInput, Preferences } from '../../shared/preferences.ts'
import { printable } from '../../shared/printable.ts'
import { useConnection, useLive } from '../store/live.ts'

export interface UsePreferences {
  /** null: not read yet, or not to be read here, for the reason that `unread` gives. */
  readonly preferences: Preferences | null
  readonly unread: string | null
  /** Why the last change was not made, or not kept; null where it was. */
  readonly trouble: Trouble | null
  readonly prefer: (input: PreferInput) => void
}

/** `isInForce`: it was made all the same, and only not kept. */
export interface Trouble {
  readonly reason: string
  readonly isInForce: boolean
}

type Told = Omit<UsePreferences, 'prefer'>

const maxReasonLength = 400

/** The settings as Core keeps them: asked for when somebody comes to them, and after each change. */
export function usePreferences(): UsePreferences {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const [told, setTold] = useState<Told>({ preferences: null, unread: null, trouble: null })
  useEffect(() => {
    if (!isLive) return undefined
    let isPast = false
    void live.request('preferences', null).then((outcome) => {
      if (isPast) return
      setTold((before) =>
        outcome.kind === 'ok'
          ? { ...before, preferences: outcome.value, unread: null }
          : { ...before, unread: printable(outcome.reason, maxReasonLength) },
      )
    })
    return () => {
      isPast = true
    }
  }, [live, isLive])

  const send = async (input: PreferInput): Promise<void> => {
    setTold((before) => ({ ...before, preferences: wished(before.preferences, input) }))
    const outcome = await live.request('prefer', input)
    if (outcome.kind === 'ok')
      return setTold({ preferences: outcome.value, unread: null, trouble: null })
    const reason = printable(outcome.reason, maxReasonLength)
    const now = await live.request('preferences', null)
    const isInForce = now.kind === 'ok' && isAsWished(now.value, input)
    setTold((before) => ({
      ...before,
      preferences: now.kind === 'ok' ? now.value : before.preferences,
      trouble: { reason, isInForce },
    }))
  }
  return { ...told, prefer: (input) => void send(input) }
}

/** Whether all that was asked for is so, also where it was refused: it may hold until Headroom ends. */
export function isAsWished(now: Preferences, input: PreferInput): boolean {
  const { openAtLogin, ...part } = now
  const found = { ...part, openAtLogin: openAtLogin.kind === 'ok' ? openAtLogin.isOn : null }
  return preferNames.every((name) => input[name] === undefined || input[name] === found[name])
}

const preferNames = ['language', 'menuBarText', 'isIntroduced', 'openAtLogin'] as const

/** As it is to be: shown at once, until Core says what it is. */
const wished = (
  before: Preferences | null,
  { language, menuBarText, openAtLogin }: PreferInput,
): Preferences | null =>
  before === null
    ? null
    : {
        ...before,
        language: language ?? before.language,
        menuBarText: menuBarText ?? before.menuBarText,
        openAtLogin:
          openAtLogin === undefined ? before.openAtLogin : { kind: 'ok', isOn: openAtLogin },
      }
