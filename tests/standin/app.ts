import { EventEmitter } from 'node:events'
import { appMetrics } from './app-metrics.ts'
import { createPaths, type AppPackage } from './app-paths.ts'
import { createSwitches } from './app-switches.ts'
import { createEvent, tell } from './events.ts'
import type { Focus } from './focus.ts'
import { createLock, type SecondInstance } from './lock.ts'
import { whole } from './loud.ts'
import { packagedFolders } from './packaged.ts'
import type { Windows } from './windows.ts'

export interface AppOptions {
  readonly appPackage: AppPackage
  readonly switches: ReadonlyMap<string, string>
  readonly focus: Focus
  windows(): Windows
}

export interface App {
  readonly app: Electron.App
  isReady(): boolean
  isQuitting(): boolean
  /** After main was evaluated and Chromium runs. */
  becomeReady(): void
  /** What is left to undo when the process ends. */
  release(): void
}

export function createApp(options: AppOptions): App {
  const emitter = new EventEmitter()
  const app = whole<Electron.App>('app', emitter)
  const ready = createReady(app)
  const paths = createPaths(options.appPackage, options.switches)
  const lock = createLock(
    () => paths.getPath('userData'),
    (second) => void ready.promise.then(() => announceSecond(app, second)),
  )
  const ending = createEnding(app, options.windows)
  Object.assign(emitter, paths, ending.part, describe(options, ready, lock))
  Object.assign(emitter, {
    commandLine: createSwitches(options.switches),
    isPackaged: isPackaged(),
  })
  return {
    app,
    isReady: ready.isReady,
    isQuitting: ending.isQuitting,
    becomeReady: () => {
      if (!ending.isQuitting()) ready.become()
    },
    release: lock.release,
  }
}

const isPackaged = (): boolean => packagedFolders(process.execPath) !== null

interface Ready {
  readonly promise: Promise<void>
  isReady(): boolean
  become(): void
}

function createReady(app: Electron.App): Ready {
  let isReady = false
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    promise,
    isReady: () => isReady,
    become: () => {
      isReady = true
      // Playwright's loader replaces `emit` and `whenReady`, and holds back both until it is attached
      tell('App', app, 'ready', createEvent({}), {})
      resolve()
    },
  }
}

const announceSecond = (app: Electron.App, { argv, folder, additionalData }: SecondInstance) =>
  tell('App', app, 'second-instance', createEvent({}), [...argv], folder, additionalData)

/** Started by hand, as a test does. */
const notAtLogin: Electron.LoginItemSettings = {
  openAtLogin: false,
  wasOpenedAtLogin: false,
  status: 'not-registered',
  executableWillLaunchAtLogin: false,
  launchItems: [],
}

/** What a shell tells of its language: `LANG=de_DE.UTF-8`. */
function preferredLanguages(): string[] {
  const [tag = ''] = (process.env['LANG'] ?? '').split('.')
  return tag === '' || tag === 'C' || tag === 'POSIX' ? ['en'] : [tag.replace('_', '-')]
}

const describe = (
  { focus, windows }: AppOptions,
  ready: Ready,
  lock: ReturnType<typeof createLock>,
) => {
  let isHidden = false
  let opensAtLogin = false
  const setHidden = (value: boolean): void => {
    if (value === isHidden) return
    isHidden = value
    windows().setAllHidden(value)
    if (value) focus.setActive(false)
  }
  return {
    whenReady: () => ready.promise,
    isReady: ready.isReady,
    requestSingleInstanceLock: (data) => lock.request(data),
    hasSingleInstanceLock: () => lock.holds(),
    // every page is in a sandbox here: contents.ts refuses what is none
    enableSandbox: () => {
      if (ready.isReady())
        throw new Error('app.enableSandbox() can only be called before app is ready')
    },
    setActivationPolicy: () => undefined,
    hide: () => setHidden(true),
    show: () => setHidden(false),
    getLoginItemSettings: () => ({
      ...notAtLogin,
      openAtLogin: opensAtLogin,
      status: opensAtLogin ? 'enabled' : 'not-registered',
    }),
    setLoginItemSettings: ({ openAtLogin = false }) => {
      opensAtLogin = openAtLogin
    },
    getPreferredSystemLanguages: preferredLanguages,
    getAppMetrics: () => appMetrics(windows()),
    focus: () => {
      setHidden(false)
      focus.setActive(true)
    },
  } satisfies Partial<Electron.App>
}

function createEnding(app: Electron.App, windows: () => Windows) {
  let isQuitting = false
  const end = (code: number): void => {
    tell('App', app, 'quit', createEvent({}), code)
    process.exit(code) // start.ts cleans up
  }
  const quit = (): void => {
    if (isQuitting) return
    isQuitting = true
    // one turn later: the inspector, through which Playwright calls this, shall hear that it was done
    setImmediate(() => {
      isQuitting = mayQuit(app, windows())
      if (isQuitting) end(0)
    })
  }
  return {
    isQuitting: () => isQuitting,
    part: {
      quit,
      exit: (code = 0) => {
        isQuitting = true
        setImmediate(() => {
          windows().destroyAll()
          end(code)
        })
      },
    } satisfies Partial<Electron.App>,
  }
}

function mayQuit(app: Electron.App, windows: Windows): boolean {
  const before = createEvent({})
  tell('App', app, 'before-quit', before)
  if (before.defaultPrevented || !windows.closeAll()) return false
  const will = createEvent({})
  tell('App', app, 'will-quit', will)
  return !will.defaultPrevented
}
