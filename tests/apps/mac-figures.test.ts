import { describe, expect, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import { memoryKindOfSum } from '../../src/main/apps/memory-kind.ts'
import { chrome, chromeHelper, grouped, macApp, macProcess } from './mac-processes.ts'

const notes = '/Applications/Notes.app'
const notesFile = `${notes}/Contents/MacOS/Notes`

describe('the memory of an app', () => {
  test('is footprint, RSS where none is known, and mixed where only some are', () => {
    const kindOf = (...footprints: readonly (number | null)[]) =>
      grouped(
        footprints.map((footprintBytes, index) =>
          macProcess(10 + index, 1, notesFile, { residentBytes: 5, footprintBytes }),
        ),
      ).map(({ memoryBytes, memoryKind }) => [memoryBytes, memoryKind])
    expect(kindOf(70, 30)).toEqual([[100, 'footprint']])
    expect(kindOf(null, null)).toEqual([[10, 'rss']])
    expect(kindOf(70, null)).toEqual([[75, 'mixed']])
    expect(kindOf(0)).toEqual([[0, 'footprint']])
  })

  test('of nobody is RSS, the least that is ever known', () => {
    expect(memoryKindOfSum([])).toBe('rss')
  })

  test('orders apps and their processes, the biggest first', () => {
    const groups = grouped([
      macProcess(10, 1, notesFile, { residentBytes: 2 }),
      macProcess(11, 1, '/opt/b/beta', { residentBytes: 9 }),
      macProcess(12, 1, '/opt/a/alpha', { residentBytes: 9 }),
      macProcess(13, 10, notesFile, { residentBytes: 3, footprintBytes: 4 }),
    ])
    expect(groups.map(({ name, memoryBytes }) => [name, memoryBytes])).toEqual([
      ['alpha', 9],
      ['beta', 9],
      ['Notes', 6],
    ])
    expect(groups[2]?.processes).toEqual([
      {
        pid: 13,
        name: 'Notes',
        memoryBytes: 4,
        memoryKind: 'footprint',
        startedAtMs: 1_000,
        isTranslated: null,
      },
      {
        pid: 10,
        name: 'Notes',
        memoryBytes: 2,
        memoryKind: 'rss',
        startedAtMs: 1_000,
        isTranslated: null,
      },
    ])
  })
})

describe('growth is measured', () => {
  const measured = (exactBytes: number | null, footprintBytes: number | null) =>
    grouped([
      macProcess(10, 1, notesFile, { residentBytes: 5, footprintBytes, exactBytes }),
      macProcess(11, 1, notesFile, { residentBytes: 7 }),
    ]).map(({ measuredBytes, measuredBy }) => [measuredBytes, measuredBy])

  test('by exact footprints, and says of whom', () => {
    expect(measured(100, 100)).toEqual([[107, '10']])
    expect(measured(90, 100)).toEqual([[97, '10']]) // of its own time, though top is newer
  })

  test('by RSS, where a footprint is rounded or missing', () => {
    expect(measured(null, 100)).toEqual([[12, '']])
    expect(measured(null, null)).toEqual([[12, '']])
  })
})

describe('windows', () => {
  const windowsOf = (...args: Parameters<typeof grouped>) =>
    grouped(...args).map(({ hasWindows, isFront, iconName }) => [hasWindows, isFront, iconName])
  const one = [macProcess(10, 1, notesFile)]

  test('are there for the app in front', () => {
    expect(windowsOf(one, [macApp(10, notes, [], { isFront: true })])).toEqual([
      [true, true, 'app'],
    ])
  })

  test('are not told of other apps', () => {
    expect(windowsOf(one, [macApp(10, notes)])).toEqual([[null, false, 'app']])
    expect(windowsOf(one, [macApp(10, notes, [], { type: 'UIElement' })])).toEqual([
      [null, false, 'app'],
    ])
  })

  test('are none in the background, or where nobody is registered', () => {
    expect(windowsOf(one, [macApp(10, notes, [], { type: 'BackgroundOnly' })])).toEqual([
      [false, false, 'background'],
    ])
    expect(windowsOf([macProcess(10, 1, '/opt/a/alpha')])).toEqual([[false, false, 'background']])
  })

  test('are unknown where LaunchServices does not answer, but for what is part of macOS', () => {
    expect(windowsOf(one, null)).toEqual([[null, false, 'app']])
    expect(windowsOf([macProcess(10, 1, '/opt/a/alpha')], null)).toEqual([
      [null, false, 'background'],
    ])
    expect(windowsOf([macProcess(10, 1, '/usr/libexec/logd')], null)).toEqual([
      [false, false, 'system'],
    ])
  })

  test('are there for a program without a bundle that is in front', () => {
    const processes = [macProcess(10, 1, '/opt/a/viewer')]
    expect(windowsOf(processes, [macApp(10, null, [], { isFront: true })])).toEqual([
      [true, true, 'background'],
    ])
  })
})

describe('an app is told', () => {
  test('by its registered name and bundle id, its helpers’ entries aside', () => {
    const processes = [
      macProcess(10, 1, `${chrome}/Contents/MacOS/Google Chrome`, { startedAtMs: 500 }),
      macProcess(11, 10, chromeHelper('GPU')),
    ]
    const helper = chromeHelper('GPU').split('/Contents/MacOS')[0] ?? ''
    const apps = [
      macApp(11, helper, [], { bundleId: 'com.google.Chrome.helper', type: 'BackgroundOnly' }),
      macApp(10, chrome, [], { bundleId: 'com.google.Chrome', name: 'Chrome' }),
    ]
    expect(grouped(processes, apps)).toMatchObject([
      {
        id: chrome,
        name: 'Chrome',
        bundleId: 'com.google.Chrome',
        startedAtMs: 500,
        hasWindows: null,
      },
    ])
    expect(grouped(processes)).toMatchObject([{ name: 'Google Chrome', bundleId: null }])
  })

  test('as a terminal, an engine, a part of macOS, a program in the background', () => {
    const iconOf = (executable: string) => grouped([macProcess(10, 1, executable)])[0]?.iconName
    expect(iconOf('/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal')).toBe(
      'terminal',
    )
    expect(iconOf('/opt/homebrew/bin/llama-server')).toBe('engine')
    expect(iconOf('/usr/sbin/cupsd')).toBe('system')
    expect(iconOf('/opt/a/alpha')).toBe('background')
    expect(iconOf(notesFile)).toBe('app')
  })
})

describe('an app is told as well', () => {
  test('as Headroom, where its own process is in it', () => {
    const processes = [
      macProcess(10, 1, '/opt/homebrew/bin/node', { residentBytes: 3 }),
      macProcess(11, 1, notesFile, { residentBytes: 2 }),
    ]
    const told = grouped(processes, [], pid(10)).map((one) => [one.name, one.isHeadroom])
    expect(told).toEqual([
      ['Headroom', true],
      ['Notes', false],
    ])
  })

  test('with the share of the GPU of all its processes; null where none is known', () => {
    const shareOf = (...ratios: readonly (number | null)[]) =>
      grouped(
        ratios.map((gpuRatio, index) => macProcess(10 + index, 1, notesFile, { gpuRatio })),
      )[0]?.gpuRatio
    expect(shareOf(0.25, null, 0.5)).toBe(0.75)
    expect(shareOf(0)).toBe(0)
    expect(shareOf(null, null)).toBeNull()
  })

  test('with each process’s own translation', () => {
    const processes = [
      macProcess(10, 1, notesFile, { isTranslated: true, residentBytes: 3 }),
      macProcess(11, 1, notesFile, { isTranslated: false, residentBytes: 2 }),
    ]
    const [app] = grouped(processes)
    expect(app?.processes.map(({ isTranslated }) => isTranslated)).toEqual([true, false])
  })
})
