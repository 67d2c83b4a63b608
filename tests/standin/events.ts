/** Every event that the stand-in emits, by the class of electron.d.ts that must know it (surface.test.ts). */
export const emitted = {
  App: [
    'ready',
    'second-instance',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
    'browser-window-created',
    'web-contents-created',
    'did-resign-active',
    'did-become-active',
    'browser-window-focus',
  ],
  BrowserWindow: [
    'ready-to-show',
    'show',
    'hide',
    'minimize',
    'restore',
    'move',
    'resize',
    'focus',
    'blur',
    'close',
    'closed',
  ],
  WebContents: [
    'did-finish-load',
    'did-fail-load',
    'dom-ready',
    'before-input-event',
    'will-navigate',
    'will-redirect',
    'preload-error',
    'render-process-gone',
    'destroyed',
  ],
  AutoUpdater: ['error', 'update-downloaded', 'before-quit-for-update'],
  UtilityProcess: ['spawn', 'message', 'exit'],
  NativeTheme: ['updated'],
  Notification: ['show', 'failed', 'close'],
  Screen: ['display-added', 'display-removed', 'display-metrics-changed'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Emitted = typeof emitted
interface Emitting {
  emit(event: string, ...args: readonly unknown[]): boolean
}

/** Emits what `emitted` lists for this class, and nothing else. */
export const tell = <K extends keyof Emitted>(
  _class: K,
  target: Emitting,
  name: Emitted[K][number],
  ...args: readonly unknown[]
): boolean => target.emit(name, ...args)

export interface Preventable {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

/** Electron's event: its listeners may prevent what it announces. */
export function createEvent<T extends object>(fields: T): T & Preventable {
  let isPrevented = false
  return Object.defineProperties(fields, {
    defaultPrevented: { get: () => isPrevented, enumerable: true },
    preventDefault: { value: () => void (isPrevented = true) },
  }) as T & Preventable
}
