import { describe, expect, test } from 'vitest'
import {
  bundleOf,
  commandLineOf,
  menuBarOf,
  ownProcess,
  type OwnProcess,
} from '../../src/main/host/own-command.ts'
import { fromRoot } from '../from-root.ts'

const mac: OwnProcess = {
  execPath: '/Applications/Headroom.app/Contents/MacOS/Headroom',
  platform: 'darwin',
  isElectron: true,
  isDefaultApp: false,
  packageRoot: '/Applications/Headroom.app/Contents/Resources/app.asar',
}
const node: OwnProcess = {
  execPath: '/opt/homebrew/bin/node',
  platform: 'darwin',
  isElectron: false,
  isDefaultApp: false,
  packageRoot: '/opt/homebrew/lib/node_modules/headroom',
}
const unpackaged: OwnProcess = {
  ...mac,
  execPath: '/src/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron',
  isDefaultApp: true,
  packageRoot: '/src',
}

describe('this Headroom is started again', () => {
  test('by Node and the file of its package', () => {
    expect(commandLineOf(node)).toEqual([
      '/opt/homebrew/bin/node',
      '/opt/homebrew/lib/node_modules/headroom/bin/headroom.mjs',
    ])
  })

  test('by the app, whose words stand behind dashes', () => {
    expect(commandLineOf(mac)).toEqual([mac.execPath, '--cli', '--'])
    expect(commandLineOf(unpackaged)).toEqual([unpackaged.execPath, '/src', '--cli', '--'])
  })

  test('as it runs here', () => {
    expect(commandLineOf(ownProcess())).toEqual([process.execPath, fromRoot('bin/headroom.mjs')])
    expect(menuBarOf(ownProcess(), [])).toBeNull()
  })
})

describe('the menu bar is started from the command line of its app', () => {
  test('by macOS, so that it outlives the terminal', () => {
    expect(menuBarOf(mac, [])).toEqual(['/usr/bin/open', '-a', '/Applications/Headroom.app'])
    expect(menuBarOf(mac, ['--replay=/a b', '--speed=2'])).toEqual([
      '/usr/bin/open',
      '-a',
      '/Applications/Headroom.app',
      '--args',
      '--replay=/a b',
      '--speed=2',
    ])
  })

  test('by itself where it is no packaged app of macOS', () => {
    expect(menuBarOf(unpackaged, ['--speed=2'])).toEqual([unpackaged.execPath, '/src', '--speed=2'])
    expect(menuBarOf({ ...mac, platform: 'linux' }, [])).toEqual([mac.execPath])
    expect(menuBarOf({ ...mac, execPath: '/opt/headroom' }, [])).toEqual(['/opt/headroom'])
  })
})

test.each([
  ['/Applications/Headroom.app/Contents/MacOS/Headroom', '/Applications/Headroom.app'],
  ['/a\nb/x.app/Contents/MacOS/Headroom', '/a\nb/x.app'],
  ['/a.app/Contents/MacOS/b.app/Contents/MacOS/c', '/a.app/Contents/MacOS/b.app'],
  ['/a.app/Contents/Resources/Headroom', null],
  ['Headroom.app/Contents/MacOS/Headroom', null],
  ['/usr/bin/node', null],
])('%j lies in %j', (execPath, bundle) => {
  expect(bundleOf(execPath)).toBe(bundle)
})
