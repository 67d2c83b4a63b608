import { describe, expect, test } from 'vitest'
import type { MacApp } from '../../src/main/apps/mac-process.ts'
import type { QuitSigns } from '../../src/main/apps/quit-way.ts'
import { grouped, macApp, macProcess } from './mac-processes.ts'

const loom = '/Applications/Loom.app'
const spotlight = '/System/Library/CoreServices/Spotlight.app'
const mail = '/System/Applications/Mail.app'

/** Of the one app that this program is. */
function signsOf(executable: string, apps: readonly MacApp[] | null): QuitSigns {
  const [only] = grouped([macProcess(700, 1, executable)], apps)
  if (only === undefined) throw new Error('no app')
  return only.quitSigns
}
const programIn = (bundle: string): string => `${bundle}/Contents/MacOS/program`
const registered = (bundle: string, given: Partial<MacApp> = {}): readonly MacApp[] => [
  macApp(700, bundle, [], { bundleId: 'com.example.loom', ...given }),
]

test('an app carries its processes, with their files and their parents', () => {
  expect(signsOf(programIn(loom), registered(loom)).members).toMatchObject([
    { pid: 700, parentPid: 1, executable: programIn(loom) },
  ])
})

describe('in the background is', () => {
  test('what LaunchServices has registered as such, and nothing else', () => {
    const isBackgroundOnly = (apps: readonly MacApp[] | null): boolean =>
      signsOf(programIn(loom), apps).isBackgroundOnly
    expect(isBackgroundOnly(registered(loom, { type: 'BackgroundOnly' }))).toBe(true)
    expect(isBackgroundOnly(registered(loom, { type: 'UIElement' }))).toBe(false)
    expect(isBackgroundOnly(registered(loom))).toBe(false)
    expect(isBackgroundOnly([])).toBe(false)
    expect(isBackgroundOnly(null)).toBe(false)
  })

  test('not what a person has started in a terminal: it is registered nowhere', () => {
    expect(signsOf('/opt/homebrew/bin/python3', []).isBackgroundOnly).toBe(false)
  })
})

describe('cannot be asked', () => {
  const reasonOf = (executable: string, apps: readonly MacApp[] | null): string | null =>
    signsOf(executable, apps).unaskable

  test('is what belongs to macOS: its programs and its agents, but not its apps', () => {
    const ofMacOs = 'it belongs to macOS'
    expect(reasonOf('kernel_task', [])).toBe(ofMacOs)
    expect(reasonOf('/usr/libexec/trustd', [])).toBe(ofMacOs)
    expect(reasonOf(programIn(spotlight), registered(spotlight, { type: 'UIElement' }))).toBe(
      ofMacOs,
    )
    expect(reasonOf(programIn(spotlight), [])).toBe(ofMacOs)
    expect(reasonOf(programIn(spotlight), registered(spotlight))).toBeNull()
    expect(reasonOf(programIn(mail), registered(mail))).toBeNull()
  })

  test('is an app of which macOS does not say whether it has windows: a signal would skip its question', () => {
    expect(reasonOf(programIn(loom), null)).toBe('macOS does not say now whether it has windows')
    expect(reasonOf('/opt/homebrew/bin/python3', null)).toBeNull()
  })

  test('is one with windows and without an id', () => {
    const reason = 'macOS knows no id by which to ask it: quit it by its own menu'
    expect(reasonOf(programIn(loom), registered(loom, { bundleId: null }))).toBe(reason)
    expect(
      reasonOf(programIn(loom), registered(loom, { bundleId: null, type: 'BackgroundOnly' })),
    ).toBeNull()
    // what is left of it, where it has exited itself, has none
    expect(reasonOf(programIn(loom), registered(loom, { bundleId: null, pid: null }))).toBeNull()
  })
})
