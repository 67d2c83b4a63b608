// electron-builder runs it on the folder that becomes the app, before anything is signed.
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { listPackage } from '@electron/asar'
import { build, parse } from 'plist'
import { faultsOf } from './what-ships.ts'

const spawnHelper = 'app.asar.unpacked/node_modules/node-pty/prebuilds/darwin-arm64/spawn-helper'
/** They lie beside Electron's app, and want to be passed on; named as electron-builder does when it unpacks an archive. */
const licences = [
  { from: 'LICENSE', to: 'LICENSE.electron.txt' },
  { from: 'LICENSES.chromium.html', to: 'LICENSES.chromium.html' },
] as const

const filesIn = (asar: string): readonly string[] => {
  const entries = listPackage(asar, { isPack: false }).map((entry) => entry.replace(/^\//, ''))
  const folders = new Set(entries.map((entry) => entry.slice(0, entry.lastIndexOf('/'))))
  return entries.filter((entry) => !folders.has(entry))
}

/** electron-builder sets it for every app. macOS heeds it no more where local networking is named; it should not claim it. */
async function refuseArbitraryLoads(path: string): Promise<void> {
  const info = parse(await readFile(path, 'utf8'))
  if (typeof info !== 'object' || info === null || !('NSAppTransportSecurity' in info))
    throw new Error(`${path}: no ATS`)
  const transport = info['NSAppTransportSecurity']
  if (typeof transport !== 'object' || transport === null) throw new Error(`${path}: no ATS`)
  const refused = { ...transport, NSAllowsArbitraryLoads: false }
  await writeFile(path, build({ ...info, NSAppTransportSecurity: refused }))
}

/** What is used of electron-builder's `AfterPackContext`. */
export interface Packing {
  readonly appOutDir: string
  readonly packager: {
    readonly projectDir: string
    readonly appInfo: { readonly productFilename: string }
    readonly config: { readonly electronDist?: unknown }
  }
}

export async function afterPack({ appOutDir, packager }: Packing): Promise<void> {
  const contents = join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents')
  const resources = join(contents, 'Resources')
  const faults = faultsOf(filesIn(join(resources, 'app.asar')))
  if (faults.length > 0) throw new Error(`this must not be shipped:\n${faults.join('\n')}`)
  await chmod(join(resources, spawnHelper), 0o755) // its package brings 0644: no terminal would start
  await refuseArbitraryLoads(join(contents, 'Info.plist'))
  const { electronDist } = packager.config
  if (typeof electronDist !== 'string') throw new Error('electronDist names no folder')
  const dist = resolve(packager.projectDir, electronDist)
  for (const { from, to } of licences) await copyFile(join(dist, from), join(resources, to))
}
