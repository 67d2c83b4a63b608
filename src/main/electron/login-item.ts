import type { LoginItem } from '../core/preferences-desk.ts'
import { Refusal } from '../host/attempt.ts'

/** What macOS says of our login item (SMAppService). */
export type LoginStatus = 'not-registered' | 'enabled' | 'requires-approval' | 'not-found'

/** The system, as far as it starts us at login. */
export interface LoginSystem {
  readonly isPackaged: () => boolean
  /** null: this system does not do that, or only in a later version. */
  readonly status: () => LoginStatus | null
  readonly set: (isOn: boolean) => void
  readonly wasOpenedAtLogin: () => boolean
  /** Somebody is in a window of ours again: a consent may have been given meanwhile, or taken back. macOS tells of none. */
  readonly onLook: (wake: () => void) => () => void
}

export interface OwnLoginItem extends LoginItem {
  close(): void
}

const ofWish = (isOn: boolean): LoginStatus => (isOn ? 'enabled' : 'not-registered')

const place = 'System Settings > General > Login Items'

export function createLoginItem(system: LoginSystem): OwnLoginItem {
  const { status, set } = system
  const wakes = new Set<() => void>()
  const reading = (): ReturnType<LoginItem['reading']> => readingOf(system)
  let last = JSON.stringify(reading())
  /** It is read anew each time, and told where it is another than was told before. */
  const lookAgain = (): void => {
    const now = JSON.stringify(reading())
    if (now === last) return
    last = now
    wakes.forEach((wake) => wake())
  }
  const close = system.onLook(lookAgain)
  return {
    reading,
    set: (isOn) => {
      if (status() === ofWish(isOn)) return
      set(isOn)
      last = JSON.stringify(reading()) // whoever asked for it tells it
      const found = status()
      // a wish that waits for a consent was heard: it stands in the reading
      const isHeard = (found === 'enabled') === isOn || (isOn && found === 'requires-approval')
      if (!isHeard) throw new Refusal(`macOS has not done it: see ${place}`)
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    close,
  }
}

function readingOf({ status, isPackaged }: LoginSystem): ReturnType<LoginItem['reading']> {
  const found = status()
  // its status came with SMAppService, of macOS 13
  if (found === null)
    return { kind: 'absent', reason: 'only macOS 13 and later can start Headroom at login' }
  if (!isPackaged()) return { kind: 'absent', reason: 'only the packaged app can start at login' }
  return { kind: 'ok', isOn: found === 'enabled', isWaiting: found === 'requires-approval' }
}
