import { app, BrowserWindow, ipcMain, nativeTheme, type IpcMainEvent, type Session } from 'electron'
import { escapeAnswered } from '../channels.ts'
import { isOwnSender, popoverAddress } from '../own-address.ts'
import { createOwnWindow, whileCurrent, type OwnWindow } from '../own-window.ts'
import { pagePreferences } from '../page-preferences.ts'
import { groundOf } from './window-ground.ts'
import { popoverSize, type WindowEvents, type WindowPort } from './popover-port.ts'

/** The popover's window: frameless, above all, on every Space; made when it is needed (electron.md §2). */
export function createPopoverWindow(session: Session): WindowPort {
  const own = createOwnWindow()
  nativeTheme.on('updated', () => {
    const window = own.current()
    if (window !== null) wear(window)
  })
  return {
    create: (events) => {
      const opened = openWindow(session)
      own.begin(opened, popoverAddress, events)
      listen(opened, events, own)
    },
    show: (place, accessibleTitle) => {
      const window = own.current()
      if (window === null) return
      window.accessibleTitle = accessibleTitle
      window.setBounds(place)
      app.show?.() // macOS only: undoes the hiding of below
      window.show()
      takeFocus(window)
    },
    move: (place) => own.current()?.setBounds(place),
    focus: () => {
      const window = own.current()
      if (window !== null) takeFocus(window)
    },
    hide: () => {
      own.current()?.hide()
      // gives the focus back to the app that had it
      const isAlone = BrowserWindow.getAllWindows().every((other) => !other.isVisible())
      if (isAlone) app.hide?.() // macOS only
    },
    destroy: own.destroy,
    send: own.send,
  }
}

/** It was asked for; without the keys neither Escape nor a click elsewhere would close it. */
function takeFocus(window: BrowserWindow): void {
  app.focus({ steal: true })
  window.focus()
}

/** Passes on what else happens to the window, as long as it is the current one. */
function listen(opened: BrowserWindow, events: WindowEvents, own: OwnWindow): void {
  const contents = opened.webContents
  const ifCurrent = whileCurrent(own, opened)
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
