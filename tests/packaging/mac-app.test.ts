import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { getRawHeader, listPackage } from '@electron/asar'
import { parse } from 'plist'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { fromRoot } from '../from-root.ts'
import { fuseSentinel } from './fake-electron.ts'
import { ownBytesIn } from './own-bytes.ts'
import { packMacApp, type Packed } from './pack.ts'

const maxOwnBytes = 8e6
const packingMs = 120_000

let packed: Packed | undefined
beforeAll(async () => {
  packed = await packMacApp()
}, packingMs)
afterAll(() => packed?.remove())

const within = (...path: readonly string[]): string => join(packed?.contents ?? '', ...path)
const plistOf = (...path: readonly string[]) => Object(parse(readFileSync(within(...path), 'utf8')))
const asar = (): string => within('Resources', 'app.asar')
const unpacked = (...path: readonly string[]): string =>
  within('Resources', 'app.asar.unpacked', 'node_modules', 'node-pty', ...path)
const modeOf = (path: string): number => statSync(path).mode & 0o777
describe('what macOS reads of the app', () => {
  test('it is Headroom, of this version, for macOS 13 and newer', () => {
    expect(plistOf('Info.plist')).toMatchObject({
      CFBundleIdentifier: 'dev.headroom.app',
      CFBundleName: 'Headroom',
      CFBundleDisplayName: 'Headroom',
      CFBundleExecutable: 'Headroom',
      CFBundleShortVersionString: manifest.version,
      CFBundleVersion: manifest.version,
      LSMinimumSystemVersion: '13.0',
      LSApplicationCategoryType: 'public.app-category.utilities',
      NSHumanReadableCopyright: expect.stringMatching(/^Copyright © \d{4} Headroom contributors$/),
    })
    expect(readFileSync(within('MacOS', 'Headroom'), 'utf8')).toBe('nothing that runs')
  })

  test('it lives in the menu bar only, and its notifications stay', () => {
    expect(plistOf('Info.plist')).toMatchObject({
      LSUIElement: true,
      NSUserNotificationAlertStyle: 'alert',
    })
  })

  test('it claims to ask for Apple events and for nothing else, in three languages', () => {
    const info = plistOf('Info.plist')
    const asking = Object.keys(info).filter((key) => key.endsWith('UsageDescription'))
    expect(asking).toEqual(['NSAppleEventsUsageDescription'])
    const said = ['en', 'de', 'zh_CN'].map((language) =>
      readFileSync(within('Resources', `${language}.lproj`, 'InfoPlist.strings'), 'utf8'),
    )
    for (const text of said) expect(text).toMatch(/^"NSAppleEventsUsageDescription" = "[^"]+";\n$/)
    expect(said[0]).toContain(info.NSAppleEventsUsageDescription)
    expect(new Set(said).size).toBe(3)
  })

  test('it loads nothing without encryption but from this Mac', () => {
    expect(plistOf('Info.plist').NSAppTransportSecurity).toMatchObject({
      NSAllowsArbitraryLoads: false,
      NSAllowsLocalNetworking: true,
    })
  })

  test('it comes in the languages that it speaks', () => {
    const kept = /^(de|en|en_GB|zh_CN)\.lproj$/
    const framework = within('Frameworks', 'Electron Framework.framework', 'Resources')
    for (const folder of [framework, within('Resources')]) {
      const languages = readdirSync(folder).filter((name) => name.endsWith('.lproj'))
      expect(languages).toEqual(expect.arrayContaining(['de.lproj', 'en.lproj', 'zh_CN.lproj']))
      expect(languages.filter((name) => !kept.test(name))).toEqual([])
    }
    expect(plistOf('Info.plist').CFBundleLocalizations).toEqual(['en', 'de', 'zh_CN'])
  })
})

describe('what the app is put together of', () => {
  test('nothing was fetched for it', () => {
    expect(existsSync(packed?.cache ?? '.')).toBe(false)
  })

  test('its helpers are its own, and know where they belong', () => {
    for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
      const name = `Headroom Helper${kind}`
      const info = plistOf('Frameworks', `${name}.app`, 'Contents', 'Info.plist')
      expect(info.CFBundleExecutable).toBe(name)
      expect(info.CFBundleIdentifier).toMatch(/^dev\.headroom\.app\.helper/)
      expect(
        statSync(within('Frameworks', `${name}.app`, 'Contents', 'MacOS', name)).isFile(),
      ).toBe(true)
    }
  })

  test('its icon is the one we drew', () => {
    const name = String(plistOf('Info.plist').CFBundleIconFile)
    const ours = readFileSync(fromRoot('build/icon.icns'))
    expect(readFileSync(within('Resources', name)).equals(ours)).toBe(true)
    expect(readdirSync(within('Resources'))).not.toContain('electron.icns')
  })

  test('the framework keeps its links, without which no signature holds', () => {
    const framework = within('Frameworks', 'Electron Framework.framework')
    expect(readlinkSync(join(framework, 'Versions', 'Current'))).toBe('A')
    expect(readlinkSync(join(framework, 'Resources'))).toBe('Versions/Current/Resources')
  })
})

describe('what Electron may do in the app', () => {
  test('the fuses are as they were chosen', () => {
    const framework = within('Frameworks', 'Electron Framework.framework', 'Electron Framework')
    const binary = readFileSync(framework)
    const at = binary.indexOf(fuseSentinel) + fuseSentinel.length
    const count = binary.readUInt8(at + 1)
    const wire = binary.toString('latin1', at + 2, at + 2 + count)
    // in Electron's order: node, cookies, NODE_OPTIONS, inspect, asar checked, only asar, own snapshot, file privileges; the
    // ninth is later than what electron-builder knows, and stays as Electron has it
    expect(wire).toBe('000011001')
  })

  test('the archive is the one whose digest the app carries, and there is no other', () => {
    const { headerString } = getRawHeader(asar())
    const hash = createHash('sha256').update(headerString).digest('hex')
    expect(plistOf('Info.plist').ElectronAsarIntegrity).toEqual({
      'Resources/app.asar': { algorithm: 'SHA256', hash },
    })
    const archives = readdirSync(within('Resources')).filter((name) => name.endsWith('.asar'))
    expect(archives).toEqual(['app.asar'])
  })
})

describe('what the app holds', () => {
  const files = (): readonly string[] => listPackage(asar(), { isPack: false })

  test('its own code, and of packages only the one that brings native code', () => {
    expect(files()).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/LICENSE',
        '/out/main/index.js',
        '/out/preload/index.cjs',
        '/out/renderer/index.html',
        '/out/renderer/licences.js',
      ]),
    )
    const packages = files().flatMap((file) => /^\/node_modules\/([^/]+)$/.exec(file)?.[1] ?? [])
    expect(packages).toEqual(['node-pty'])
    const tops = new Set(files().map((file) => file.split('/')[1]))
    expect([...tops].toSorted()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json'])
  })

  test('no maps, no sources, no tests, and nothing of another machine', () => {
    const wrong = files().filter(
      (file) =>
        /\.(map|tsx?|md|pdb|exe|dll)$|\/(tests?|src|preview)(\/|$)|\.test\.js$/.test(file) ||
        /^\/node_modules\/.*(win32|linux|x64)[/-]/.test(file),
    )
    expect(wrong).toEqual([])
  })

  test('the terminal lies outside the archive, and its helper may be run', () => {
    const prebuilds = unpacked('prebuilds')
    expect(readdirSync(prebuilds)).toEqual(['darwin-arm64'])
    expect(readdirSync(join(prebuilds, 'darwin-arm64')).toSorted()).toEqual([
      'pty.node',
      'spawn-helper',
    ])
    expect(modeOf(join(prebuilds, 'darwin-arm64', 'spawn-helper'))).toBe(0o755)
    // what `build/Release` holds would win over it, and is of the machine that built
    expect(readdirSync(unpacked()).toSorted()).toEqual([
      'LICENSE',
      'lib',
      'package.json',
      'prebuilds',
    ])
  })
})

describe('what else comes along', () => {
  test('what is meant for the shell comes along, as it may be run', () => {
    const source = fromRoot('resources/bin')
    const names =
      statSync(source, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(source)
    for (const name of names) {
      const [own, shipped] = [join(source, name), within('Resources', 'bin', name)]
      expect(readFileSync(shipped).equals(readFileSync(own)), name).toBe(true)
      expect(modeOf(shipped), name).toBe(modeOf(own))
    }
  })

  test('the licences of what it is made of come along', () => {
    const chromium = readFileSync(within('Resources', 'LICENSES.chromium.html'), 'utf8')
    expect(chromium).toBe('<title>Credits</title>')
    const electron = readFileSync(within('Resources', 'LICENSE.electron.txt'), 'utf8')
    expect(electron).toContain('Electron contributors')
  })

  test(`it adds less than ${maxOwnBytes / 1e6} MB to Electron`, () => {
    const { archiveBytes, unpackedBytes } = ownBytesIn(packed?.contents ?? '')
    const bytes = archiveBytes + unpackedBytes
    expect(bytes).toBeGreaterThan(1e6)
    expect(bytes).toBeLessThan(maxOwnBytes)
  })
})
