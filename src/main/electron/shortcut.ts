import type { ShortcutPart } from '../../shared/shell.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { AppPart } from './app-shell.ts'

/** Keys that work wherever one is: the system gives each to one app. */
export interface SystemKeys {
  /** Whether they are ours from now on. */
  take(accelerator: string, pressed: () => void): boolean
  giveBack(accelerator: string): void
  /** Somebody is in a window of ours again: whoever held them may have ended. */
  onLook(wake: () => void): () => void
}

export interface OwnShortcut extends AppPart<'shortcut'> {
  /** Pressed before anybody hears it, it does nothing. */
  onPress(wake: () => void): void
  close(): void
}

export interface ShortcutOptions {
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>
  readonly keys: SystemKeys
}

/** The keys that the settings name, as far as the system gives them: never two at a time, and none after the end. */
export function createShortcut({ settings, keys }: ShortcutOptions): OwnShortcut {
  const wakes = new Set<() => void>()
  let press = (): void => undefined
  let wanted = ''
  let held: string | null = null

  const part = (): ShortcutPart =>
    wanted !== '' && held === null ? { kind: 'taken' } : { kind: 'ok', isHeld: held !== null }
  const letGo = (): void => {
    if (held !== null) keys.giveBack(held)
    held = null
  }
  const ask = (): void => {
    if (wanted !== '' && keys.take(wanted, () => press())) held = wanted
  }
  /** Does it, and tells of it where something came of it. */
  const told = (act: () => void) => (): void => {
    const before = JSON.stringify(part())
    act()
    if (JSON.stringify(part()) !== before) wakes.forEach((wake) => wake())
  }
  const follow = told(() => {
    const { shortcut } = settings.current()
    if (shortcut === wanted) return
    letGo()
    wanted = shortcut
    ask()
  })
  const askAgain = told(() => {
    if (held === null) ask()
  })

  const ends = [settings.onChange(follow), keys.onLook(askAgain)]
  follow()
  return {
    part,
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    onPress: (wake) => {
      press = wake
    },
    close: () => {
      ends.forEach((end) => end())
      letGo()
    },
  }
}
