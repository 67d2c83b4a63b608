import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appEntries } from '../../../src/main/electron/tray/app-entries.ts'
import type { MenuEntry } from '../../../src/main/electron/tray/menu-entry.ts'
import type { App } from '../../../src/shared/app.ts'
import { appId, pid } from '../../../src/shared/ids.ts'
import { loom } from '../../shared/relieving.ts'
import { badLabelsIn, hostileNames } from './menu-labels.ts'

const labelsOf = (apps: readonly App[]): readonly string[] =>
  appEntries({ apps, mode: 'live' }).flatMap((entry) => ('label' in entry ? [entry.label] : []))
const ofLoom = { memoryKind: 'footprint', isTranslated: null } as const
/** What lies below the entry of this app. */
const below = (app: Partial<App>, mode: 'live' | 'replay' = 'live'): readonly MenuEntry[] =>
  appEntries({ apps: [{ ...loom, ...app }], mode }).flatMap((entry) =>
    entry.kind === 'menu' ? entry.entries : [],
  )
const named = (name: string, given: Partial<App>): App => ({
  ...loom,
  id: appId(name),
  name,
  ...given,
})

describe('the apps in the menu', () => {
  test('are the biggest, with what they hold and their share of the GPU', () => {
    const apps = [
      named('Loom', {}),
      named('Weaver', { memoryBytes: 1e9, gpuRatio: 0.42 }),
      named('Idle', { memoryBytes: 0.5e9, gpuRatio: 0 }),
      named('Small', { memoryBytes: 0.49e9, gpuRatio: 0.005 }),
      named('Shader', { memoryBytes: 0.2e9, gpuRatio: 0.01 }),
    ]
    expect(labelsOf(apps)).toEqual([
      'Loom  2.3 GB',
      'Weaver  1.0 GB · GPU 42 %',
      'Idle  500 MB',
      'Shader  200 MB · GPU 1.0 %',
    ])
    expect(appEntries({ apps: [], mode: 'live' })).toEqual([])
  })

  test('are five at most, of which the last is whoever takes most of the GPU', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => named(name, {}))
    expect(labelsOf(many)).toHaveLength(5)
    const shader = named('Shader', { memoryBytes: 0.1e9, gpuRatio: 0.6 })
    const other = named('Other', { memoryBytes: 0.1e9, gpuRatio: 0.2 })
    expect(labelsOf([...many, other, shader]).map((label) => label.split('  ')[0])).toEqual([
      'a',
      'b',
      'c',
      'd',
      'Shader',
    ])
  })
})

test('two apps of one name are told apart by their process, also where one is not in the menu', () => {
  const processOf = (id: number) => [
    { ...ofLoom, pid: pid(id), name: 'stub', memoryBytes: 1e9, startedAtMs: 0 },
  ]
  const twins = [
    named('a', { name: 'stub', processes: processOf(24_589) }),
    named('b', { name: 'stub', processes: processOf(24_590), memoryBytes: 1e6 }),
  ]
  expect(labelsOf(twins)).toEqual(['stub (24589)  2.3 GB'])
  expect(labelsOf(twins.slice(0, 1))).toEqual(['stub  2.3 GB'])
})

describe('an app in the menu', () => {
  test('says below what it takes, and quits at once where nothing can be lost', () => {
    const quit = { kind: 'ask', isSafe: true, risk: null } as const
    expect(below({ quit, gpuRatio: 0.12, growthBytesPerMinute: 120e6 })).toEqual([
      { kind: 'text', label: '2.3 GB (footprint)' },
      { kind: 'text', label: '12 % of the GPU’s time' },
      { kind: 'text', label: '+120 MB/min' },
      { kind: 'act', label: 'Quit', act: { kind: 'quit-app', appId: loom.id } },
    ])
  })

  test('says what may be lost where it may, and opens the window, where it is asked about', () => {
    expect(below({ growthBytesPerMinute: 1e3 })).toEqual([
      { kind: 'text', label: '2.3 GB (footprint)' },
      { kind: 'text', label: 'It may hold unsaved work' },
      {
        kind: 'act',
        label: 'Quit…',
        act: { kind: 'begin', begins: { kind: 'quit', appId: loom.id } },
      },
    ])
  })

  test('says why it cannot be quit', () => {
    const reason = 'stop it with Docker: docker stop 3f2a91c0b7de'
    expect(
      below({ detail: 'Docker container 3f2a91c0b7de', quit: { kind: 'none', reason } }),
    ).toEqual([
      { kind: 'text', label: 'Docker container 3f2a91c0b7de' },
      { kind: 'text', label: '2.3 GB (footprint)' },
      { kind: 'text', label: `Cannot be quit from here: ${reason}` },
    ])
    expect(below({}, 'replay').at(-1)).toEqual({
      kind: 'text',
      label: 'Cannot be quit from here: this is a recording',
    })
  })
})

test('names and reasons of any length and kind neither widen the menu nor break its lines', () => {
  fc.assert(
    fc.property(hostileNames, hostileNames, (name, words) => {
      const quits: readonly App['quit'][] = [
        { kind: 'none', reason: words },
        { kind: 'ask', isSafe: false, risk: words },
      ]
      const apps = quits.map((quit) => ({ ...loom, name, detail: words, quit, gpuRatio: 1 }))
      expect(badLabelsIn(appEntries({ apps, mode: 'live' }))).toEqual([])
    }),
  )
})
