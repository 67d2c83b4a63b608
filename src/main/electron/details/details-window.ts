import { app, BrowserWindow, nativeTheme, type Session } from 'electron'
import { detailsAddress } from '../own-address.ts'
import { createOwnWindow, whileCurrent, type OwnWindow } from '../own-window.ts'
import { pagePreferences } from '../page-preferences.ts'
import type { Rectangle } from '../popover/placement.ts'
import { groundOf } from '../popover/window-ground.ts'
import type { DetailsEvents, DetailsPort } from './details-port.ts'
import { leastDetailsSize } from './fit-bounds.ts'

/** An ordinary window with a title bar, made when it is needed. */
export function createDetailsWindow(session: Session): DetailsPort {
  const own = createOwnWindow()
  nativeTheme.on('updated', () => own.current()?.setBackgroundColor(groundColour()))
  return {
    create: (bounds, section, events) => {
      const opened = openWindow(session, bounds)
      own.begin(opened, detailsAddress(section), events)
      listen(opened, events, own)
    },
    show: () => {
      const window = own.current()
      if (window === null) return
      if (window.isMinimized()) window.restore()
      app.show?.() // macOS only: the popover has hidden the app
      window.show()
      app.focus({ steal: true })
      window.focus()
    },
    isFocused: () => own.current()?.isFocused() ?? false,
    destroy: own.destroy,
    send: own.send,
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

/** Passes on what else happens to the window, as long as it is the current one. */
function listen(opened: BrowserWindow, events: DetailsEvents, own: OwnWindow): void {
  const ifCurrent = whileCurrent(own, opened)
  const seen = ifCurrent(() => events.seen(opened.isVisible() && !opened.isMinimized()))
  const placed = ifCurrent(() => events.placed(opened.getNormalBounds()))
  opened.on('show', seen)
  opened.on('hide', seen)
  opened.on('minimize', seen)
  opened.on('restore', seen)
  opened.on('resize', placed)
  opened.on('move', placed)
}
