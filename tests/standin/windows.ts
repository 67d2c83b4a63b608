import { EventEmitter } from 'node:events'
import type { Contents } from './contents.ts'
import { tell } from './events.ts'
import { whole } from './loud.ts'
import type { Shell } from './shell.ts'
import { createWindow, requestClose, type MadeWindow } from './window.ts'
import { viewportOf } from './window-place.ts'

export interface Windows {
  readonly BrowserWindow: typeof Electron.BrowserWindow
  readonly webContents: typeof Electron.webContents
  /** Whether all of them let themselves be closed, and nobody made another one meanwhile. */
  closeAll(): boolean
  destroyAll(): void
  /** app.hide() and app.show(). */
  setAllHidden(isHidden: boolean): void
  /** Every page follows the theme and the displays. */
  follow(surroundings: Pick<Shell, 'theme' | 'displays'>): void
}

export function createWindows(shell: () => Shell, isQuitting: () => boolean): Windows {
  const made = new Map<number, MadeWindow>()
  const targets = new Map<string, Contents>()
  let lastId = 0
  const create = (
    target: EventEmitter,
    options: Electron.BrowserWindowConstructorOptions,
  ): Electron.BrowserWindow => {
    const id = (lastId += 1)
    const forget = (): void => {
      made.delete(id)
      if (made.size > 0 || isQuitting()) return
      setImmediate(() => made.size === 0 && endWithoutWindows(shell().app))
    }
    const one = createWindow({ shell: shell(), id, options, target, forget })
    made.set(id, one)
    one.contents.page.targetId.then(
      (targetId) => targets.set(targetId, one.contents),
      () => undefined, // Chromium is gone, and with it the app
    )
    return one.window
  }
  const all = (): readonly MadeWindow[] => [...made.values()]
  const hidden = new Set<Electron.BrowserWindow>()
  return {
    BrowserWindow: createClass(create, all),
    webContents: createContentsModule(targets),
    closeAll: () => all().every(({ state }) => requestClose(state)) && made.size === 0,
    destroyAll: () => all().forEach(({ window }) => window.destroy()),
    setAllHidden: (isHidden) => {
      if (isHidden) {
        for (const { window, state } of all()) if (state.isShown) hidden.add(window)
        for (const window of hidden) window.hide()
        return
      }
      for (const window of hidden) if (!window.isDestroyed()) window.showInactive()
      hidden.clear()
    },
    follow: ({ theme, displays }) => {
      theme.onChange(() => all().forEach(({ contents }) => contents.page.setMedia(theme.media())))
      displays.onChange(() =>
        all().forEach(({ state }) => state.contents.page.setViewport(viewportOf(state))),
      )
    },
  }
}

function endWithoutWindows(app: Electron.App): void {
  if (!tell('App', app, 'window-all-closed')) app.quit()
}

function createClass(
  create: (target: EventEmitter, options: Electron.BrowserWindowConstructorOptions) => unknown,
  all: () => readonly MadeWindow[],
): typeof Electron.BrowserWindow {
  class BrowserWindow extends EventEmitter {
    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super()
      // oxlint-disable-next-line no-constructor-return -- the instance with its missing members loud
      return create(this, options) as never
    }
  }
  const statics = {
    getAllWindows: () => all().map(({ window }) => window),
    fromWebContents: (contents) =>
      all().find((one) => one.contents.api === contents)?.window ?? null,
  } satisfies Partial<typeof Electron.BrowserWindow>
  return whole<typeof Electron.BrowserWindow>(
    'BrowserWindow',
    Object.assign(BrowserWindow, statics),
  )
}

function createContentsModule(targets: ReadonlyMap<string, Contents>): typeof Electron.webContents {
  const part = {
    fromDevToolsTargetId: (targetId) => targets.get(targetId)?.api,
  } satisfies Partial<typeof Electron.webContents>
  return whole<typeof Electron.webContents>('webContents', part)
}
