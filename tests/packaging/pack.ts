import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../from-root.ts'
import { makeFakeElectron } from './fake-electron.ts'

const run = promisify(execFile)

/** Nothing is listening there. */
const nowhere = 'http://127.0.0.1:9'
/** electron-builder must find all that it wants on this machine. */
const withoutNetwork = {
  HTTP_PROXY: nowhere,
  HTTPS_PROXY: nowhere,
  ELECTRON_MIRROR: nowhere,
  ELECTRON_BUILDER_BINARIES_MIRROR: nowhere,
  npm_config_registry: nowhere,
}

export interface Packed {
  /** `Headroom.app/Contents` */
  readonly contents: string
  /** Where electron-builder would keep what it fetched. */
  readonly cache: string
  remove(): void
}

/** electron-builder, run for real, on an Electron made by hand; unsigned, as there is no codesign here. */
export async function packMacApp(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-packed-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const electron = join(folder, 'electron')
  await makeFakeElectron(electron)
  const args = [
    fromRoot('node_modules/electron-builder/cli.js'),
    '--mac',
    'dir',
    '--arm64',
    '--config=electron-builder.yml',
    '--publish=never',
    `-c.electronDist=${electron}`,
    '-c.mac.identity=null',
    `-c.directories.output=${folder}`,
  ]
  const cache = join(folder, 'cache')
  const env = {
    ...process.env,
    ...withoutNetwork,
    ELECTRON_BUILDER_CACHE: cache,
    electron_config_cache: cache,
  }
  try {
    await run(process.execPath, args, { cwd: fromRoot('.'), env })
    const contents = join(folder, 'mac-arm64', 'Headroom.app', 'Contents')
    return { contents, cache, remove }
  } catch (error) {
    remove()
    throw error
  }
}
