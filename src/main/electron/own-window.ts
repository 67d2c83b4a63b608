import type { BrowserWindow } from 'electron'
import type { FromMain } from '../../shared/contract.ts'
import { fromMain } from './channels.ts'

/** What each window of ours tells. */
export interface OwnWindowEvents {
  /** Its page is there and listens. */
  loaded(): void
  /** It has been painted. */
  ready(): void
  /** Its process has crashed, or its page cannot be loaded. */
  gone(): void
  /** The window itself was closed without our asking. */
  closed(): void
}

/** One window at a time, made when it is needed: what Electron has ended is never touched again, as that throws. */
export interface OwnWindow {
  /** null: there is none, or none any more. */
  current(): BrowserWindow | null
  /** From now on it is this one, and shows this address. */
  begin(opened: BrowserWindow, address: string, events: OwnWindowEvents): void
  destroy(): void
  /** Where nobody hears it, it is not said. */
  send(message: FromMain): void
}

/** What Chromium says of a page that was left before it had loaded. */
const aborted = -3

export function createOwnWindow(): OwnWindow {
  let window: BrowserWindow | null = null
  const current = (): BrowserWindow | null =>
    window === null || window.isDestroyed() ? null : window
  return {
    current,
    begin: (opened, address, events) => {
      window = opened
      tellLife(opened, events, current)
      opened.on('closed', () => {
        if (window !== opened) return
        window = null // first: whoever hears of its end may send once more
        events.closed()
      })
      // a failure to load is told by did-fail-load
      opened.loadURL(address).catch(() => undefined)
    },
    destroy: () => {
      const ended = current()
      window = null // first: what its end tells is no news
      ended?.destroy()
    },
    send: (message) => {
      const contents = current()?.webContents
      if (contents !== undefined && !contents.isDestroyed() && !contents.isCrashed())
        contents.send(fromMain, message)
    },
  }
}

/** `wake`, as long as this window is the current one. */
export const whileCurrent =
  (own: Pick<OwnWindow, 'current'>, opened: BrowserWindow) => (wake: () => void) => () =>
    void (own.current() === opened && wake())

function tellLife(
  opened: BrowserWindow,
  events: OwnWindowEvents,
  current: () => BrowserWindow | null,
): void {
  const contents = opened.webContents
  const ifCurrent = whileCurrent({ current }, opened)
  const gone = ifCurrent(events.gone)
  contents.on('dom-ready', ifCurrent(events.loaded))
  opened.once('ready-to-show', ifCurrent(events.ready))
  contents.on('render-process-gone', gone)
  contents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
    if (isMainFrame && code !== aborted) gone()
  })
}
