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
}

const ofWish = (isOn: boolean): LoginStatus => (isOn ? 'enabled' : 'not-registered')

const place = 'System Settings > General > Login Items'

export function createLoginItem({ isPackaged, status, set }: LoginSystem): LoginItem {
  return {
    reading: () => {
      const found = status()
      // its status came with SMAppService, of macOS 13
      if (found === null)
        return { kind: 'absent', reason: 'only macOS 13 and later can start Headroom at login' }
      if (!isPackaged())
        return { kind: 'absent', reason: 'only the packaged app can start at login' }
      return { kind: 'ok', isOn: found === 'enabled', isWaiting: found === 'requires-approval' }
    },
    set: (isOn) => {
      if (status() === ofWish(isOn)) return
      set(isOn)
      const found = status()
      if (isOn && found === 'requires-approval')
        throw new Refusal(`macOS asks for your consent first: allow Headroom in ${place}`)
      if ((found === 'enabled') !== isOn) throw new Refusal(`macOS has not done it: see ${place}`)
    },
  }
}
