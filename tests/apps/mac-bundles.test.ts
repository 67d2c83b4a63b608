import { describe, expect, test } from 'vitest'
import { bundleName, outermostBundle } from '../../src/main/apps/mac-process.ts'
import { chrome, chromeHelper, macApp, macProcess, pidsByApp } from './mac-processes.ts'

describe('the outermost bundle of a file', () => {
  test.each([
    ['an app', `${chrome}/Contents/MacOS/Google Chrome`, chrome],
    ['a helper', chromeHelper('GPU'), chrome],
    ['an app of a user', '/Users/user/Applications/A b.app/x', '/Users/user/Applications/A b.app'],
  ])('of %s', (_, path, bundle) => {
    expect(outermostBundle(path)).toBe(bundle)
  })

  test.each([
    ['a program', '/usr/libexec/logd'],
    ['an extension', '/System/Library/Ext.appex/Contents/MacOS/Ext'],
    ['a folder whose name only begins so', '/opt/my.apps/tool'],
    ['a bare name', 'kernel_task'],
    ['a relative path', 'Some.app/Contents/MacOS/Some'],
    ['nothing', ''],
  ])('is none for %s', (_, path) => {
    expect(outermostBundle(path)).toBeNull()
  })

  test('gives the app its name', () => {
    expect(bundleName(chrome)).toBe('Google Chrome')
    expect(bundleName('/System/Library/CoreServices/Dock.app')).toBe('Dock')
  })
})

describe('a process belongs to', () => {
  test('the outermost app of its file: helpers of Chrome to Chrome, whoever started them', () => {
    const processes = [
      macProcess(10, 1, `${chrome}/Contents/MacOS/Google Chrome`),
      macProcess(11, 10, chromeHelper('GPU')),
      macProcess(12, 11, chromeHelper('Renderer')),
      macProcess(13, 1, chromeHelper('Alerts')),
    ]
    expect(pidsByApp(processes)).toEqual([['Google Chrome', [10, 11, 12, 13]]])
    const listed = [
      macApp(10, chrome),
      macApp(13, chromeHelper('Alerts').split('/Contents/M')[0] ?? ''),
    ]
    expect(pidsByApp(processes, listed)).toEqual([['Google Chrome', [10, 11, 12, 13]]])
  })

  test('its coalition first, though its file lies in another bundle', () => {
    const safari = '/Applications/Safari.app'
    const webContent =
      '/System/Library/Frameworks/WebKit.framework/XPCServices/com.apple.WebKit.WebContent.xpc/Contents/MacOS/com.apple.WebKit.WebContent'
    const player = '/System/Library/CoreServices/Player.app'
    const processes = [
      macProcess(20, 1, `${safari}/Contents/MacOS/Safari`),
      macProcess(21, 1, webContent),
      macProcess(22, 1, webContent),
      macProcess(23, 1, `${player}/Contents/MacOS/Player`),
    ]
    expect(pidsByApp(processes, [macApp(20, safari, [21, 23])])).toEqual([
      ['Safari', [20, 21, 23]],
      ['com.apple.WebKit.WebContent', [22]],
    ])
  })

  test('the outermost app of its coalition, where a helper is what is registered', () => {
    const helper = `${chrome}/Contents/Helpers/Google Chrome Helper.app`
    const processes = [
      macProcess(10, 1, `${chrome}/Contents/MacOS/Google Chrome`),
      macProcess(30, 1, '/opt/tools/native-messaging'),
    ]
    expect(pidsByApp(processes, [macApp(10, chrome), macApp(29, helper, [30])])).toEqual([
      ['Google Chrome', [10, 30]],
    ])
  })

  test('the app of its coalition though that one has exited', () => {
    const listed = macApp(40, '/Applications/Gone.app', [41], { pid: null })
    expect(pidsByApp([macProcess(41, 1, '/opt/gone/left-behind')], [listed])).toEqual([
      ['Gone', [41]],
    ])
  })
})

describe('without a coalition a process belongs to', () => {
  test('whoever started it: the compilers of Xcode to Xcode', () => {
    const xcode = '/Applications/Xcode.app'
    const service = `${xcode}/Contents/SharedFrameworks/SwiftBuild.framework/Versions/A/PlugIns/SWBBuildService.bundle/Contents/MacOS/SWBBuildService`
    const processes = [
      macProcess(50, 1, `${xcode}/Contents/MacOS/Xcode`),
      macProcess(51, 50, service),
      macProcess(52, 51, `${xcode}/Contents/Developer/Toolchains/a.xctoolchain/usr/bin/clang`),
      macProcess(53, 51, '/Library/Developer/CommandLineTools/usr/bin/swift-frontend'),
      macProcess(54, 53, '/usr/bin/lipo'),
    ]
    expect(pidsByApp(processes)).toEqual([['Xcode', [50, 51, 52, 53, 54]]])
    expect(pidsByApp(processes, null)).toEqual([['Xcode', [50, 51, 52, 53, 54]]])
  })

  test('itself where its parent is not listed, or is the first process', () => {
    const processes = [macProcess(60, 999, '/opt/a/alpha'), macProcess(61, 1, '/opt/b/beta')]
    expect(pidsByApp(processes)).toEqual([
      ['alpha', [60]],
      ['beta', [61]],
    ])
  })
})

test('an entry of LaunchServices without a bundle says nothing of who belongs to it', () => {
  const processes = [macProcess(70, 1, '/opt/a/alpha'), macProcess(71, 1, '/opt/b/beta')]
  expect(pidsByApp(processes, [macApp(70, null, [71])])).toEqual([
    ['alpha', [70]],
    ['beta', [71]],
  ])
})
