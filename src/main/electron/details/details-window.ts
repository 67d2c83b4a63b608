import { app, BrowserWindow, nativeTheme, type Session } from 'electron'
import { fromMain } from '../channels.ts'
import { detailsAddress } from '../own-address.ts'
import { pagePreferences } from '../page-preferences.ts'
import type { Rectangle } from '../popover/placement.ts'
import { groundOf } from '../popover/window-ground.ts'
import type { DetailsEvents, DetailsPort } from './details-port.ts'
import { leastDetailsSize } from './fit-bounds.ts'

/** What Chromium says of a page that was left before it had loaded. */
const aborted = -3

/** An ordinary window with a title bar, made when it is needed. */
export function createDetailsWindow(session: Session): DetailsPort {
  let window: BrowserWindow | null = null
  nativeTheme.on('updated', () => window?.setBackgroundColor(groundColour()))
  return {
    create: (bounds, section, events) => {
      window = openWindow(session, bounds)
      listen(window, events, () => window)
      // a failure to load is told by did-fail-load
      window.loadURL(detailsAddress(section)).catch(() => undefined)
    },
    show: () => {
      if (window === null) return
      if (window.isMinimized()) window.restore()
      app.show?.() // macOS only: the popover has hidden the app
      window.show()
      app.focus({ steal: true })
      window.focus()
    },
    isFocused: () => window?.isFocused() ?? false,
    destroy: () => {
      const ended = window
      window = null // first: what its end tells is no news
      if (ended !== null && !ended.isDestroyed()) ended.destroy()
    },
    send: (message) => {
      if (window !== null && !window.webContents.isDestroyed() && !window.webContents.isCrashed())
        window.webContents.send(fromMain, message)
    },
  }
}

const groundColour = (): string => groundOf(nativeTheme, false).colour

function openWindow(session: Session, bounds: Rectangle): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    minWidth: leastDetailsSize.width,
    minHeight: leastDetailsSize.height,
    show: false,
    title: 'Headroom',
    backgroundColor: groundColour(),
    webPreferences: pagePreferences(session, app.isPackaged),
  })
}

/** Passes on what happens to a window, as long as it is the current one. */
function listen(
  opened: BrowserWindow,
  events: DetailsEvents,
  current: () => BrowserWindow | null,
): void {
  const contents = opened.webContents
  const ifCurrent = (wake: () => void) => () => void (current() === opened && wake())
  const seen = ifCurrent(() => events.seen(opened.isVisible() && !opened.isMinimized()))
  const placed = ifCurrent(() => events.placed(opened.getNormalBounds()))
  contents.on('dom-ready', ifCurrent(events.loaded))
  opened.once('ready-to-show', ifCurrent(events.ready))
  opened.on('show', seen)
  opened.on('hide', seen)
  opened.on('minimize', seen)
  opened.on('restore', seen)
  opened.on('resize', placed)
  opened.on('move', placed)
  contents.on('render-process-gone', ifCurrent(events.gone))
  contents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
    if (isMainFrame && code !== aborted) ifCurrent(events.gone)()
  })
  opened.on('closed', ifCurrent(events.closed))
}
