import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { lacks } from './loud.ts'

/** What the app's package.json says. */
export interface AppPackage {
  readonly folder: string
  /** The file that is main. */
  readonly main: string
  readonly name: string
  readonly version: string
}

export function readAppPackage(appPath: string): AppPackage {
  const isFolder = statSync(appPath).isDirectory()
  const folder = isFolder ? appPath : dirname(appPath)
  const file = join(folder, 'package.json')
  const said: Readonly<Record<string, unknown>> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {}
  const textOf = (key: string): string | null => (typeof said[key] === 'string' ? said[key] : null)
  return {
    folder,
    main: isFolder ? join(folder, textOf('main') ?? 'index.js') : appPath,
    name: textOf('productName') ?? textOf('name') ?? 'Electron',
    version: textOf('version') ?? '0.0.0',
  }
}

export function createPaths(appPackage: AppPackage, switches: ReadonlyMap<string, string>) {
  const { name, version, folder } = appPackage
  const given = switches.get('user-data-dir')
  const appData = (): string =>
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support')
      : (process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'))
  const userData = given === undefined ? join(appData(), name) : resolve(given)
  return {
    getPath: (path) => (path === 'userData' ? userData : lacks(`app.getPath('${path}')`)),
    getAppPath: () => folder,
    getName: () => name,
    getVersion: () => version,
  } satisfies Partial<Electron.App>
}
