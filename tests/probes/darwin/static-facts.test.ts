import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { parseThermalLevel, thermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import { macOs, parseMacOs } from '../../../src/main/probes/darwin/sw-vers.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const level = (text: string): string => `com.apple.system.thermalpressurelevel ${text}\n`
const release = 'ProductName:\t\tmacOS\nProductVersion:\t\t26.6.2\nBuildVersion:\t\t25G83\n'

test('a thermal level has its number and its word', () => {
  const levels = ['0', '1', '2', '3', '4'].map((text) => parseThermalLevel(level(text)).level)
  expect(levels).toEqual(['nominal', 'moderate', 'heavy', 'trapping', 'sleeping'])
  expect(parseThermalLevel(level('2').replace('\n', '\r\n')).number).toBe(2)
})

test('a level without a word is a number alone', () => {
  expect(parseThermalLevel(level('33'))).toEqual({ number: 33, level: null })
})

test.each([
  '',
  'com.apple.system.thermalpressurelevel 1',
  level('-1'),
  level(''),
  level('9'.repeat(20)),
  'other.key 0\n',
])('no thermal level is read out of "%s"', (text) => {
  expect(() => parseThermalLevel(text)).toThrow(ParseError)
})

test('a macOS has its name, version and build', () => {
  expect(parseMacOs(release)).toEqual({ name: 'macOS', version: '26.6.2', build: '25G83' })
  expect(parseMacOs(release.replace('BuildVersion:\t\t25G83\n', '')).build).toBeNull()
})

test('a rapid security response stands behind the version', () => {
  const text = 'ProductName:\tmacOS\r\nProductVersion:\t13.3.1\r\nProductVersionExtra:\t(a)\r\n'
  expect(parseMacOs(text).version).toBe('13.3.1 (a)')
})

test('a text that was cut names the same release, or none', () => {
  const good = parseMacOs(release)
  for (let length = 0; length < release.length; length++) {
    const cut = parsedOrNull(parseMacOs, release.slice(0, length))
    if (cut !== null)
      expect(cut).toEqual({ ...good, build: cut.build === null ? null : good.build })
  }
})

test('foreign text is a ParseError or a release, a ParseError or a level', () => {
  expectSound(parseMacOs, release, (told) => told.name !== '' && /^\d/.test(told.version))
  expectSound(parseThermalLevel, level('1'), (told) => told.number >= 0)
})

test('the questions are those of the product', () => {
  expect(keyOf(macOs.question)).toBe('/usr/bin/sw_vers')
  expect(keyOf(thermalLevel.question)).toBe(
    '/usr/bin/notifyutil -g com.apple.system.thermalpressurelevel',
  )
})
