import { fileURLToPath } from 'node:url'
import { findBrowser } from '../browser/find-browser.ts'
import { fromRoot } from '../from-root.ts'

export const packageFolder = fromRoot('.')
export const standIn = fromRoot('tests/standin/electron')
/** The real Electron where the environment names one, else the stand-in: nothing else differs. */
export const executablePath = process.env['HEADROOM_ELECTRON'] ?? standIn

export interface LaunchOptions {
  readonly replay?: string
  readonly speed?: number
  /** A folder that outlives the app; its own by default. */
  readonly userData?: string
  /** The first of its user: nobody has been told yet what the gauge means. Only this machine has one, no recording. */
  readonly isFirstRun?: boolean
  /** The executable of a packaged app; Electron's own with the folder of the package by default. */
  readonly packaged?: string
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>
  /** A second start comes before the gauge stands. */
  readonly isStartedTwice?: boolean
  readonly trayBounds?: { x: number; y: number; width: number; height: number }
  /** It believes that it is packaged, with this folder of resources. */
  readonly resources?: string
  /** Loaded before the app, as `spy.cjs` is. */
  readonly spies?: readonly string[]
  /** Of a packaged app, and what macOS says of its login item. */
  readonly login?: GivenLogin
}

type Status = Electron.LoginItemSettings['status']

export interface GivenLogin {
  readonly status: Status
  /** What it becomes by a wish; without one nothing comes of it, as of an app that is not signed. */
  readonly on?: Status
  readonly off?: Status
  readonly wasOpenedAtLogin?: boolean
}

export async function argumentsOf(options: LaunchOptions, userData: string): Promise<string[]> {
  return [
    '-r',
    fileURLToPath(new URL('spy.cjs', import.meta.url)),
    ...(options.spies ?? []).flatMap((file) => ['-r', file]),
    `--user-data-dir=${userData}`,
    ...(options.packaged === undefined ? [packageFolder] : []),
    ...(options.replay === undefined ? [] : [`--replay=${options.replay}`]),
    ...(options.speed === undefined ? [] : [`--speed=${options.speed}`]),
  ]
}

/** Chromium is the stand-in's: the real Electron has its own. */
async function browserFor(executable: string): Promise<Record<string, string>> {
  if (executable !== standIn) return {}
  const { executablePath: chromium, env } = await findBrowser()
  return {
    HEADROOM_CHROMIUM: chromium,
    HEADROOM_CHROMIUM_LIBRARIES: env['LD_LIBRARY_PATH'] ?? '',
  }
}

export async function environment(
  options: LaunchOptions,
  executable = executablePath,
): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(inherited),
    ...(await browserFor(executable)),
    ...options.env,
    ...(options.resources === undefined ? {} : { HEADROOM_SPY_RESOURCES: options.resources }),
    ...(options.isStartedTwice === true ? { HEADROOM_SPY_STARTED_TWICE: '' } : {}),
    ...(options.login === undefined ? {} : { HEADROOM_SPY_LOGIN: JSON.stringify(options.login) }),
    ...(options.trayBounds === undefined
      ? {}
      : { HEADROOM_SPY_TRAY_BOUNDS: JSON.stringify(options.trayBounds) }),
  }
}
