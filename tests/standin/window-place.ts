import { createEvent, tell } from './events.ts'
import type { Viewport } from './page.ts'
import { needIntegers, type WindowState } from './window-state.ts'

export function viewportOf(state: Omit<WindowState, 'contents' | 'window'>): Viewport {
  const { width, height } = state.bounds
  const { scaleFactor } = state.shell.displays.matching(state.bounds)
  return { width, height: Math.max(1, height - state.barHeight), scaleFactor }
}

/** Size, position, and what follows from them for the page. */
export function createPlace(state: WindowState) {
  const { window } = state
  const setBounds = (given: Partial<Electron.Rectangle>): void => {
    needIntegers({ ...given })
    const old = state.bounds
    state.bounds = { ...old, ...given }
    const { x, y, width, height } = state.bounds
    state.contents.page.setViewport(viewportOf(state))
    if (x !== old.x || y !== old.y) tell('BrowserWindow', window, 'move', createEvent({}))
    if (width !== old.width || height !== old.height)
      tell('BrowserWindow', window, 'resize', createEvent({}))
  }
  const content = (): Electron.Rectangle => {
    const { x, y, width, height } = state.bounds
    return { x, y: y + state.barHeight, width, height: height - state.barHeight }
  }
  return {
    setBounds,
    getBounds: () => ({ ...state.bounds }),
    setPosition: (x: number, y: number) => setBounds({ x, y }),
    getPosition: () => [state.bounds.x, state.bounds.y] as [number, number],
    setSize: (width: number, height: number) => setBounds({ width, height }),
    getSize: () => [state.bounds.width, state.bounds.height] as [number, number],
    setContentSize: (width: number, height: number) =>
      setBounds({ width, height: height + state.barHeight }),
    getContentSize: () => [content().width, content().height] as [number, number],
    getContentBounds: content,
  } satisfies Partial<Electron.BrowserWindow>
}
