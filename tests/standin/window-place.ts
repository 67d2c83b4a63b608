import type { Viewport } from './page.ts'
import { needIntegers, type WindowState } from './window-state.ts'

export function viewportOf(state: Omit<WindowState, 'contents' | 'window'>): Viewport {
  const { width, height } = state.bounds
  const { scaleFactor } = state.shell.displays.matching(state.bounds)
  return { width, height: Math.max(1, height - state.barHeight), scaleFactor }
}

/** Size, position, and what follows from them for the page. */
export const createPlace = (state: WindowState) =>
  ({
    setBounds: (given) => {
      needIntegers({ ...given })
      state.bounds = { ...state.bounds, ...given }
      state.contents.page.setViewport(viewportOf(state))
    },
    getBounds: () => ({ ...state.bounds }),
  }) satisfies Partial<Electron.BrowserWindow>
