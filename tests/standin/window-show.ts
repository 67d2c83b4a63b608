import { createEvent, tell } from './events.ts'
import type { WindowState } from './window-state.ts'

/** Shown, hidden, with the keyboard or without. */
export function createShowing(state: WindowState) {
  const { window, shell } = state
  const showInactive = (): void => {
    if (state.isShown) return
    state.isShown = true
    state.contents.setHidden(false)
    tell('BrowserWindow', window, 'show', createEvent({}))
  }
  const hide = (): void => {
    if (!state.isShown) return
    state.isShown = false
    state.contents.setHidden(true)
    shell.focus.take(window)
    if (!state.isDestroyed) tell('BrowserWindow', window, 'hide', createEvent({}))
  }
  const setMinimized = (isMinimized: boolean): void => {
    if (state.isMinimized === isMinimized) return
    state.isMinimized = isMinimized
    state.contents.setHidden(isMinimized || !state.isShown)
    if (isMinimized) shell.focus.take(window)
    tell('BrowserWindow', window, isMinimized ? 'minimize' : 'restore', createEvent({}))
  }
  return {
    showInactive,
    hide,
    minimize: () => setMinimized(true),
    restore: () => setMinimized(false),
    isMinimized: () => state.isMinimized,
    isFocused: () => shell.focus.has(window),
    show: () => {
      showInactive()
      shell.focus.give(window)
    },
    focus: () => {
      if (state.isShown) shell.focus.give(window)
    },
    blur: () => shell.focus.take(window),
    isVisible: () => state.isShown,
  } satisfies Partial<Electron.BrowserWindow>
}
