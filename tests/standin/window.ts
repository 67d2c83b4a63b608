import type { EventEmitter } from 'node:events'
import { createContents, type Contents } from './contents.ts'
import { createEvent, tell } from './events.ts'
import { whole } from './loud.ts'
import type { Shell } from './shell.ts'
import { createLooks, drawGround } from './window-looks.ts'
import { createPlace, viewportOf } from './window-place.ts'
import { createShowing } from './window-show.ts'
import { needIntegers, titleBarHeight, type WindowState } from './window-state.ts'

export interface WindowOptions {
  readonly shell: Shell
  readonly id: number
  readonly options: Electron.BrowserWindowConstructorOptions
  /** What the constructor has made; the API is put onto it. */
  readonly target: EventEmitter
  forget(): void
}

export interface MadeWindow {
  readonly window: Electron.BrowserWindow
  readonly contents: Contents
  readonly state: WindowState
}

/** One window: its place, its looks, and the page in it. */
export function createWindow(made: WindowOptions): MadeWindow {
  const { shell, id, options, target } = made
  if (!shell.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
  const state = firstState(made)
  const window = whole<Electron.BrowserWindow>('BrowserWindow', target, () => state.isDestroyed)
  const contents = createContents({
    shell,
    id,
    preferences: options.webPreferences ?? {},
    viewport: viewportOf(state),
    painted: createPainted(window),
    close: () => requestClose(full),
  })
  const full: WindowState = Object.assign(state, { window, contents })
  Object.assign(target, createPlace(full), createShowing(full), createLooks(full))
  Object.assign(target, createLife(full), { id, webContents: contents.api, accessibleTitle: '' })
  drawGround(full)
  tell('App', shell.app, 'web-contents-created', createEvent({}), contents.api)
  tell('App', shell.app, 'browser-window-created', createEvent({}), window)
  if (options.show !== false) setImmediate(() => !full.isDestroyed && window.show())
  return { window, contents, state: full }
}

function firstState({
  shell,
  options,
  forget,
}: WindowOptions): Omit<WindowState, 'contents' | 'window'> {
  const { width = 800, height = 600, frame = true, x, y } = options
  needIntegers({ width, height, x, y })
  const { workArea } = shell.displays.screen.getPrimaryDisplay()
  const barHeight = frame ? titleBarHeight : 0
  const center = {
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y + Math.round((workArea.height - height) / 2),
  }
  return {
    shell,
    barHeight,
    bounds: { x: x ?? center.x, y: y ?? center.y, width, height },
    isShown: false,
    isMinimized: false,
    isDestroyed: false,
    vibrancy: options.vibrancy ?? null,
    backgroundColor: options.backgroundColor ?? '#FFFFFF',
    forget,
  }
}

/** Once in the life of a window. */
function createPainted(window: Electron.BrowserWindow): () => void {
  let wasPainted = false
  return () => {
    if (wasPainted || window.isDestroyed()) return
    wasPainted = true
    tell('BrowserWindow', window, 'ready-to-show', createEvent({}))
  }
}

const createLife = (state: WindowState) =>
  ({
    loadURL: (url) => state.contents.api.loadURL(url),
    isDestroyed: () => state.isDestroyed,
    destroy: () => destroy(state),
    close: () => void requestClose(state),
  }) satisfies Partial<Electron.BrowserWindow>

function destroy(state: WindowState): void {
  if (state.isDestroyed) return
  const { window, shell, contents } = state
  state.isDestroyed = true
  shell.focus.take(window)
  state.forget()
  tell('BrowserWindow', window, 'closed')
  contents.destroy()
}

/** Whether it closed: a listener may prevent it. */
export function requestClose(state: WindowState): boolean {
  if (state.isDestroyed) return true
  const event = createEvent({})
  tell('BrowserWindow', state.window, 'close', event)
  if (event.defaultPrevented) return false
  destroy(state)
  return true
}
