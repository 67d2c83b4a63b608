import { access, constants, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type ElectronBinary =
  | { readonly kind: 'found'; readonly path: string }
  /** `installer`: the script that downloads it; null where that would not help. */
  | { readonly kind: 'missing'; readonly reason: string; readonly installer: string | null }

const usualName: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
}

const missing = (reason: string, installer: string | null = null): ElectronBinary => ({
  kind: 'missing',
  reason,
  installer,
})

/** Where Electron's binary is (electron.md §6.3). Never loads `electron`, which would begin to download it. */
export async function findElectron(): Promise<ElectronBinary> {
  const given = process.env['ELECTRON_EXEC_PATH'] ?? ''
  if (given !== '') {
    if (await canRun(given)) return { kind: 'found', path: given }
    return missing(`ELECTRON_EXEC_PATH names ${given}, which cannot be run`)
  }
  const folder = electronFolder()
  if (folder === null) return missing('Electron is not installed (npm ci)')
  const named = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null) // absent until downloaded
  const name = named?.trim() ?? usualName[process.platform] ?? 'electron'
  const path = join(folder, 'dist', name)
  if (!(await canRun(path))) {
    const reason = "Electron's binary is not installed (npx install-electron)"
    return missing(reason, join(folder, 'install.js'))
  }
  return hasDisplay() ? { kind: 'found', path } : missing('There is no display here')
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    // MODULE_NOT_FOUND: installed without development packages
    return null
  }
}

/** A folder may be entered, which counts as X_OK: `Electron.app` is one. */
const canRun = (path: string): Promise<boolean> =>
  Promise.all([stat(path), access(path, constants.X_OK)]).then(
    ([found]) => found.isFile(),
    () => false,
  )

/** Linux only: a Mac has one as soon as somebody is logged in. */
const hasDisplay = (): boolean =>
  process.platform !== 'linux' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    (name) => name !== undefined && name !== '',
  )
