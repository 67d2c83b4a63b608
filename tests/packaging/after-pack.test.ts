import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createPackageWithOptions } from '@electron/asar'
import type { AfterPackContext } from 'app-builder-lib'
import { build, parse } from 'plist'
import { describe, expect, test } from 'vitest'
import { afterPack, type Packing } from '../../build/after-pack.ts'
import { tempFolder } from '../processes.ts'

/** What the hook reads is what electron-builder gives. */
type Given = AfterPackContext extends Packing ? true : never
const isGiven: Given = true

const helper = 'node_modules/node-pty/prebuilds/darwin-arm64/spawn-helper'
const files: readonly string[] = [
  'package.json',
  'LICENSE',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/licences.js',
  'node_modules/node-pty/package.json',
  'node_modules/node-pty/LICENSE',
  'node_modules/node-pty/lib/index.js',
  'node_modules/node-pty/prebuilds/darwin-arm64/pty.node',
  helper,
]

const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

interface Folders {
  readonly packing: Packing
  readonly contents: string
}

/** A folder as electron-builder leaves it to the hook. */
async function packedFrom(names: readonly string[], licences = true): Promise<Folders> {
  const folder = tempFolder()
  const contents = join(folder, 'Headroom.app', 'Contents')
  for (const name of names) put(join(folder, 'app', name), name)
  chmodSync(join(folder, 'app', helper), 0o644)
  const asar = join(contents, 'Resources', 'app.asar')
  mkdirSync(dirname(asar), { recursive: true })
  await createPackageWithOptions(join(folder, 'app'), asar, { unpackDir: 'node_modules/node-pty' })
  cpSync(join(folder, 'app', helper), join(`${asar}.unpacked`, helper))
  put(
    join(contents, 'Info.plist'),
    build({ CFBundleName: 'Headroom', NSAppTransportSecurity: { NSAllowsArbitraryLoads: true } }),
  )
  if (licences) {
    for (const name of ['LICENSE', 'LICENSES.chromium.html']) put(join(folder, 'dist', name), name)
  }
  const packager = {
    projectDir: folder,
    appInfo: { productFilename: 'Headroom' },
    config: { electronDist: 'dist' },
  }
  return { contents, packing: { appOutDir: folder, packager } }
}

describe('the last look at the app before it is signed', () => {
  test('the helper of the terminal may be run, and no load without encryption is claimed', async () => {
    const { contents, packing } = await packedFrom(files)
    await afterPack(packing)
    const path = join(contents, 'Resources', 'app.asar.unpacked', helper)
    expect(isGiven && statSync(path).mode & 0o777).toBe(0o755)
    expect(parse(readFileSync(join(contents, 'Info.plist'), 'utf8'))).toEqual({
      CFBundleName: 'Headroom',
      NSAppTransportSecurity: { NSAllowsArbitraryLoads: false },
    })
  })

  test('a map and a package for developers stop the build, each by name', async () => {
    const strays = ['out/main/index.js.map', 'node_modules/vitest/index.js']
    const { packing } = await packedFrom([...files, ...strays])
    const refusal = afterPack(packing)
    await expect(refusal).rejects.toThrow('out/main/index.js.map is of no use to a person')
    await expect(refusal).rejects.toThrow('node_modules/vitest/index.js is of a package')
  })

  test('an app without its page stops the build', async () => {
    const { packing } = await packedFrom(files.filter((one) => !one.endsWith('.html')))
    await expect(afterPack(packing)).rejects.toThrow('out/renderer/index.html is missing')
  })

  test('an Electron without its licences stops the build', async () => {
    const { packing } = await packedFrom(files, false)
    await expect(afterPack(packing)).rejects.toThrow(/LICENSE/)
  })
})
