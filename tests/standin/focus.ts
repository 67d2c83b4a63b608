import { createEvent, tell } from './events.ts'

/** Which window has the keyboard, and whether the app is the active one. */
export interface Focus {
  give(window: Electron.BrowserWindow): void
  has(window: Electron.BrowserWindow): boolean
  /** The keyboard leaves this window; the app stays the active one. */
  take(window: Electron.BrowserWindow): void
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
    if (old !== null && !old.isDestroyed()) tell('BrowserWindow', old, 'blur', createEvent({}))
  }
  return {
    give: (window) => {
      if (holder === window) return
      blur()
      setActive(true)
      holder = window
      tell('BrowserWindow', window, 'focus', createEvent({}))
      tell('App', app(), 'browser-window-focus', createEvent({}), window)
    },
    has: (window) => holder === window,
    take: (window) => {
      if (holder === window) blur()
    },
    setActive: (value) => {
      if (!value) blur()
      setActive(value)
    },
  }
}
