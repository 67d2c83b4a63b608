import { createEvent, tell } from './events.ts'
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
      const before = state.bounds
      state.bounds = { ...before, ...given }
      state.contents.page.setViewport(viewportOf(state))
      const { x, y, width, height } = state.bounds
      if (x !== before.x || y !== before.y)
        tell('BrowserWindow', state.window, 'move', createEvent({}))
      if (width !== before.width || height !== before.height)
        tell('BrowserWindow', state.window, 'resize', createEvent({}))
    },
    getBounds: () => ({ ...state.bounds }),
    // nothing is maximized here, nor fills the screen
    getNormalBounds: () => ({ ...state.bounds }),
  }) satisfies Partial<Electron.BrowserWindow>
