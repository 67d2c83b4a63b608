import { describe, expect, test } from 'vitest'
import { appAlone, appsNear, chooseApp } from '../../src/main/cli/choose-app.ts'
import { appId } from '../../src/shared/ids.ts'
import { finder, loom, processOf, running, sync } from './running-apps.ts'

const xcode = {
  ...loom,
  id: appId('xcode'),
  name: 'Xcode',
  bundleId: 'com.apple.dt.Xcode',
  processes: [processOf(500, 'Xcode')],
}
const studio = {
  ...loom,
  id: appId('studio'),
  name: 'Visual Studio Code',
  bundleId: 'com.microsoft.VSCode',
  processes: [processOf(600, 'Electron'), processOf(601, 'Code Helper')],
}
const loomAgain = {
  ...loom,
  id: appId('other loom'),
  bundleId: null,
  processes: [processOf(900, 'loom')],
}
const chosen = (wanted: string, apps = running.apps) => chooseApp(wanted, { apps })
const one = (app: typeof loom, isNamed: boolean) => ({ kind: 'one', app, isNamed })

describe('an app is meant by', () => {
  test.each([
    ['its id', '/Applications/Loom.app'],
    ['its name', 'Loom'],
    ['its name in any case', ' lOOm '],
    ['its bundle id', 'com.example.LOOM'],
  ])('%s', (_what, wanted) => {
    expect(chosen(wanted)).toEqual(one(loom, true))
  })

  test('the number of its one process; of one among many it is asked about', () => {
    expect(chosen('77')).toEqual(one(sync, true))
    expect(chosen('4243')).toEqual(one(loom, false))
  })

  test('a part of its name, or a program in it, which is asked about', () => {
    expect(chosen('agent')).toEqual(one(sync, false))
    expect(chosen('SYNCD')).toEqual(one(sync, false))
    expect(chosen('inde')).toEqual(one(finder, false))
  })

  test('the beginning of a word before any other part', () => {
    expect(chosen('code', [xcode, studio])).toEqual(one(studio, false))
    expect(chosen('code', [xcode])).toEqual(one(xcode, false))
  })
})

describe('no app is meant by', () => {
  test('nothing, or what none is called', () => {
    expect(chosen('')).toEqual({ kind: 'none' })
    expect(chosen('  ')).toEqual({ kind: 'none' })
    expect(chosen('emacs')).toEqual({ kind: 'none' })
  })

  test('the number of a process that has ended, whatever has it in its name', () => {
    const office = { ...loom, name: 'Office 4711' }
    expect(chosen('4711', [office])).toEqual({ kind: 'none' })
    expect(chosen('office 47', [office])).toEqual(one(office, false))
  })

  test('what two of them are called, which are told apart by what is theirs alone', () => {
    const apps = [loom, loomAgain]
    expect(chosen('loom', apps)).toEqual({ kind: 'several', apps })
    expect(appAlone(loom, { apps })).toBe('com.example.loom')
    expect(appAlone(loomAgain, { apps })).toBe('900')
    expect(appAlone(loom, running)).toBe('Loom')
  })

  test('what two of them are called, but by the number that tells one of them apart', () => {
    const many = { ...loomAgain, processes: [processOf(900, 'loom'), processOf(901, 'loom')] }
    const apps = [{ ...loom, bundleId: null }, many]
    expect(appAlone(many, { apps })).toBe('900')
    expect(chosen('900', apps)).toEqual(one(many, true))
    expect(chosen('901', apps)).toEqual(one(many, false))
    const evil = { ...many, name: 'evil\u001b[31m' }
    expect(appAlone(evil, { apps: [evil] })).toBe('900')
    expect(chosen('900', [evil])).toEqual(one(evil, true))
  })
})

test('what is nearly so is found, the nearest first', () => {
  expect(appsNear('Finde', running).map(({ name }) => name)).toEqual(['Finder'])
  expect(appsNear('Loon', { apps: [loom, { ...loom, name: 'Loop' }, finder] })).toHaveLength(2)
  expect(appsNear('something else', running)).toEqual([])
  expect(appsNear('bash', { apps: [{ ...loom, name: 'tail' }] })).toEqual([])
  expect(appsNear('bsh', { apps: [{ ...loom, name: 'bash' }] })).toHaveLength(1)
})
