import { access, constants, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const usualName: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
}

/** Where Electron's binary should be; never loads `electron`, which would begin to download it. */
async function electronPath(): Promise<string> {
  const given = process.env['ELECTRON_EXEC_PATH']
  if (given !== undefined && given !== '') return given
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const named = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null) // absent until downloaded
  return join(folder, 'dist', named?.trim() ?? usualName[process.platform] ?? 'electron')
}

/** Why Headroom does not show itself in the menu bar. */
export async function whyNoWindow(): Promise<string> {
  try {
    await access(await electronPath(), constants.X_OK)
    return 'This version has no menu-bar window yet'
  } catch {
    // ENOENT, EACCES: no binary there; MODULE_NOT_FOUND: installed without development packages
    return "Electron's binary is not installed (npx install-electron)"
  }
}
