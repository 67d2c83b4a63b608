import type { WindowState } from './window-state.ts'

/** What only a person sees: remembered, for nothing here draws it. */
export const createLooks = (state: WindowState) =>
  ({
    setTitle: (title) => void (state.title = title),
    getTitle: () => state.title,
    setAlwaysOnTop: (flag) => void (state.isAlwaysOnTop = flag),
    isAlwaysOnTop: () => state.isAlwaysOnTop,
    setVisibleOnAllWorkspaces: (visible) => void (state.isOnAllWorkspaces = visible),
    isVisibleOnAllWorkspaces: () => state.isOnAllWorkspaces,
    setVibrancy: (type) => void (state.vibrancy = type),
    setBackgroundColor: (color) => void (state.backgroundColor = color),
    getBackgroundColor: () => state.backgroundColor,
    setHasShadow: (hasShadow) => void (state.hasShadow = hasShadow),
    hasShadow: () => state.hasShadow,
  }) satisfies Partial<Electron.BrowserWindow>
