import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

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

type PathName = Parameters<Electron.App['getPath']>[0]

export function createPaths(appPackage: AppPackage, switches: ReadonlyMap<string, string>) {
  let name = appPackage.name
  const isMac = process.platform === 'darwin'
  const given = switches.get('user-data-dir')
  const set = new Map<string, string>()
  if (given !== undefined) set.set('userData', resolve(given))
  const appData = (): string =>
    set.get('appData') ??
    (isMac
      ? join(homedir(), 'Library', 'Application Support')
      : (process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')))
  const usual = (path: PathName): string => {
    switch (path) {
      case 'home':
        return homedir()
      case 'temp':
        return tmpdir()
      case 'appData':
        return appData()
      case 'userData':
      case 'sessionData':
        return join(appData(), name)
      case 'logs':
        return join(set.get('userData') ?? join(appData(), name), 'logs')
      case 'exe':
        return process.execPath
      default:
        throw new Error(`not in the stand-in: app.getPath('${path}')`)
    }
  }
  return {
    part: {
      getPath: (path) => set.get(path) ?? usual(path),
      setPath: (path, value) => void set.set(path, value),
      getAppPath: () => appPackage.folder,
      getName: () => name,
      setName: (value) => void (name = value),
      getVersion: () => appPackage.version,
    } satisfies Partial<Electron.App>,
  }
}
