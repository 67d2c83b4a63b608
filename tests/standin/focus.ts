import { createEvent, tell } from './events.ts'

/** Which window has the keyboard, and whether the app is the active one. */
export interface Focus {
  holder(): Electron.BrowserWindow | null
  give(window: Electron.BrowserWindow): void
  /** The keyboard leaves this window; `isLeaving`: for another app. */
  take(window: Electron.BrowserWindow, isLeaving: boolean): void
  /** Without a window of ours. */
  setActive(isActive: boolean): void
}

export function createFocus(app: () => Electron.App): Focus {
  let holder: Electron.BrowserWindow | null = null
  let isActive = false
  const setActive = (value: boolean): void => {
    if (value === isActive) return
    isActive = value
    tell('App', app(), value ? 'did-become-active' : 'did-resign-active', createEvent({}))
  }
  const blur = (): void => {
    const old = holder
    holder = null
    if (old === null) return
    tell('App', app(), 'browser-window-blur', createEvent({}), old)
    if (!old.isDestroyed()) tell('BrowserWindow', old, 'blur', createEvent({}))
  }
  return {
    holder: () => holder,
    give: (window) => {
      if (holder === window) return
      blur()
      setActive(true)
      holder = window
      tell('App', app(), 'browser-window-focus', createEvent({}), window)
      tell('BrowserWindow', window, 'focus', createEvent({}))
    },
    take: (window, isLeaving) => {
      if (holder === window) blur()
      if (isLeaving) setActive(false)
    },
    setActive: (value) => {
      if (!value) blur()
      setActive(value)
    },
  }
}
