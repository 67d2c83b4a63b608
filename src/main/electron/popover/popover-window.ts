import { app, BrowserWindow, ipcMain, nativeTheme, type IpcMainEvent, type Session } from 'electron'
import { escapeAnswered, fromMain } from '../channels.ts'
import { isOwnSender, popoverAddress } from '../own-address.ts'
import { pagePreferences } from '../page-preferences.ts'
import { groundOf } from './window-ground.ts'
import { popoverSize, type WindowEvents, type WindowPort } from './popover-port.ts'

/** What Chromium says of a page that was left before it had loaded. */
const aborted = -3

/** The popover's window: frameless, above all, on every Space; made when it is needed (electron.md §2). */
export function createPopoverWindow(session: Session): WindowPort {
  let window: BrowserWindow | null = null
  nativeTheme.on('updated', () => {
    if (window !== null) wear(window)
  })
  return {
    create: (events) => {
      window = openWindow(session)
      listen(window, events, () => window)
      // a failure to load is told by did-fail-load
      window.loadURL(popoverAddress).catch(() => undefined)
    },
    show: (place, accessibleTitle) => {
      if (window === null) return
      window.accessibleTitle = accessibleTitle
      window.setBounds(place)
      app.show?.() // macOS only: undoes the hiding of below
      window.show()
      takeFocus(window)
    },
    move: (place) => window?.setBounds(place),
    focus: () => {
      if (window !== null) takeFocus(window)
    },
    hide: () => {
      window?.hide()
      // gives the focus back to the app that had it
      const isAlone = BrowserWindow.getAllWindows().every((other) => !other.isVisible())
      if (isAlone) app.hide?.() // macOS only
    },
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

/** It was asked for; without the keys neither Escape nor a click elsewhere would close it. */
function takeFocus(window: BrowserWindow): void {
  app.focus({ steal: true })
  window.focus()
}

/** Passes on what happens to a window, as long as it is the current one. */
function listen(
  opened: BrowserWindow,
  events: WindowEvents,
  current: () => BrowserWindow | null,
): void {
  const contents = opened.webContents
  const ifCurrent = (wake: () => void) => () => void (current() === opened && wake())
  const gone = ifCurrent(events.gone)
  contents.on('dom-ready', ifCurrent(events.loaded))
  opened.once('ready-to-show', ifCurrent(events.ready))
  opened.on('focus', ifCurrent(events.focused))
  opened.on(
    'blur',
    ifCurrent(() => !contents.isDevToolsOpened() && events.blurred()),
  )
  // the page hears the key after this, and says what it did with it; a key that is held says no more than its first
  contents.on('before-input-event', (_event, { type, key, isAutoRepeat, isComposing }) => {
    if (type === 'keyDown' && key === 'Escape' && !isAutoRepeat && !isComposing)
      ifCurrent(events.escaped)()
  })
  const hearAnswer = ({ sender, senderFrame }: IpcMainEvent, isUsed: unknown): void => {
    if (sender === contents && isOwnSender(senderFrame))
      ifCurrent(() => events.escapeAnswered(isUsed !== false))()
  }
  ipcMain.on(escapeAnswered, hearAnswer)
  contents.once('destroyed', () => ipcMain.off(escapeAnswered, hearAnswer))
  contents.on('render-process-gone', gone)
  contents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
    if (isMainFrame && code !== aborted) gone()
  })
  opened.on('closed', ifCurrent(events.closed))
}

function openWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    ...popoverSize,
    show: false,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    visualEffectState: 'active', // it stays frosted behind another app's window
    roundedCorners: true,
    hasShadow: true,
    acceptFirstMouse: true,
    title: 'Headroom',
    webPreferences: pagePreferences(session, app.isPackaged),
  })
  wear(window)
  window.setAlwaysOnTop(true, 'pop-up-menu')
  // without skipTransformProcessType the Dock icon would appear
  window.setVisibleOnAllWorkspaces(true, {
    visibleOnFullScreen: true,
    skipTransformProcessType: true,
  })
  return window
}

/** Only macOS has such a material. */
function wear(window: BrowserWindow): void {
  const isPossible = window.setVibrancy !== undefined
  const { vibrancy, colour } = groundOf(nativeTheme, isPossible)
  window.setBackgroundColor(colour)
  window.setVibrancy?.(vibrancy)
}
