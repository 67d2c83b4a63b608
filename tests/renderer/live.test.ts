import { describe, expect, test } from 'vitest'
import { createLive } from '../../src/renderer/store/live.ts'
import type { Client, Connection, View } from '../../src/shared/contract.ts'
import { appId } from '../../src/shared/ids.ts'
import type { Preferences } from '../../src/shared/preferences.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { formatBytes } from '../../src/shared/units.ts'
import { suggestionOf } from './relief/suggested.ts'
import { muchKnown, snapshotAt } from '../web/fake-core.ts'
import { shellParts } from '../without-app.ts'

const shown: View = { isShown: true, isGaugeHidden: false, mayAct: false }
const hidden: View = { ...shown, isShown: false }

const preferences: Preferences = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  openAtLogin: { kind: 'ok', isOn: false, isWaiting: false },
  shell: shellParts,
  file: 'settings.json',
  troubles: [],
  serverKeys: [],
}

/** A client that tells what the test tells it. */
function createFakeClient() {
  const snapshots = new Set<(snapshot: Snapshot) => void>()
  const connections = new Set<(connection: Connection) => void>()
  const views = new Set<(view: View) => void>()
  const preferred = new Set<(preferences: Preferences) => void>()
  const on =
    <T>(wakes: Set<T>) =>
    (wake: T): (() => void) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    }
  const client: Client = {
    request: async () => ({ kind: 'refused', reason: 'not in this test' }),
    onSnapshot: on(snapshots),
    onConnection: on(connections),
    onView: on(views),
    onPreferences: on(preferred),
  }
  return {
    client,
    push: (atMs: number, change: Partial<Snapshot> = {}) =>
      snapshots.forEach((wake) => wake({ ...snapshotAt(atMs), ...change })),
    connect: (connection: Connection) => connections.forEach((wake) => wake(connection)),
    show: (view: View) => views.forEach((wake) => wake(view)),
    prefer: (now: Preferences) => preferred.forEach((wake) => wake(now)),
  }
}

function createWorld() {
  const fake = createFakeClient()
  const live = createLive(fake.client)
  const woken: string[] = []
  const stop = live.watch(() => woken.push('one'))
  live.watch(() => woken.push('other'))
  const taken = (): readonly string[] => woken.splice(0)
  return { ...fake, live, stop, taken }
}

describe('a screen', () => {
  test('is shown, connects, and has no Snapshot, until it is told otherwise', () => {
    const { live } = createWorld()
    expect([live.current(), live.connection(), live.view(), live.arrivedAtMs()]).toEqual([
      null,
      'connecting',
      shown,
      null,
    ])
  })

  test('wakes all for each Snapshot, each change of the connection, and each change of its view', () => {
    const { live, push, connect, show, taken } = createWorld()
    const before = Date.now()
    push(7)
    expect([live.current()?.atMs, taken()]).toEqual([7, ['one', 'other']])
    expect(live.arrivedAtMs()).toBeGreaterThanOrEqual(before)
    connect('lost')
    expect([live.connection(), taken()]).toEqual(['lost', ['one', 'other']])
    show({ ...shown, isGaugeHidden: true })
    expect([live.view().isGaugeHidden, taken()]).toEqual([true, ['one', 'other']])
  })

  test('has no preferences until it is told them, and wakes all at each change of them', () => {
    const { live, prefer, taken } = createWorld()
    expect(live.preferences()).toBeNull()
    prefer(preferences)
    expect([live.preferences(), taken()]).toEqual([preferences, ['one', 'other']])
    prefer({ ...preferences, units: 'binary' })
    expect([live.preferences()?.units, taken()]).toEqual(['binary', ['one', 'other']])
    prefer(preferences)
  })

  test('writes sizes as they say from the moment it is told, also while it is not shown', () => {
    const { show, prefer } = createWorld()
    show(hidden)
    prefer({ ...preferences, units: 'binary' })
    expect(formatBytes(2 ** 30)).toBe('1.0 GiB')
    prefer(preferences)
    expect(formatBytes(2 ** 30)).toBe('1.1 GB')
  })

  test('wakes nobody who has stopped watching', () => {
    const { stop, push, taken } = createWorld()
    stop()
    push(1)
    expect(taken()).toEqual(['other'])
  })
})

describe('a screen that is not shown', () => {
  test('wakes all to say so, and then nobody, whatever comes', () => {
    const { push, connect, show, prefer, taken } = createWorld()
    show(hidden)
    expect(taken()).toEqual(['one', 'other'])
    push(1)
    prefer(preferences)
    connect('lost')
    push(2)
    expect(taken()).toEqual([])
  })

  test('wakes all once, with the last of everything, when it is shown again', () => {
    const { live, push, connect, show, taken } = createWorld()
    show(hidden)
    taken()
    push(1)
    push(2)
    connect('lost')
    show(shown)
    expect(taken()).toEqual(['one', 'other'])
    expect([live.current()?.atMs, live.connection()]).toEqual([2, 'lost'])
    push(3)
    expect(taken()).toEqual(['one', 'other'])
  })

  test('draws what it has when it is shown again, and what comes then', () => {
    const { live, push, show } = createWorld()
    push(1)
    show(hidden)
    const drawn: (number | null)[] = []
    live.watch(() => drawn.push(live.current()?.atMs ?? null))
    show(shown)
    push(2)
    expect(drawn).toEqual([1, 2])
  })
})

test('what was chosen in the menu is to be begun once, until the window was closed', () => {
  const { live, show } = createWorld()
  const quit = { kind: 'quit', appId: appId('loom') } as const
  const chosen = (): View => ({ ...shown, begins: { ...quit } })
  expect(live.toBegin()).toBeNull()
  show(chosen())
  expect(live.toBegin()).toEqual(quit)
  live.begun()
  expect(live.toBegin()).toBeNull()
  show(chosen()) // it is told again how it is shown
  expect(live.toBegin()).toBeNull()
  show({ ...hidden, begins: null })
  show(chosen())
  expect(live.toBegin()).toEqual(quit)
})

describe('what was chosen in the menu', () => {
  const mayAct: View = { ...shown, mayAct: true }
  const suggested = { kind: 'suggested' } as const
  const suggestion = suggestionOf()

  test('waits for a Snapshot that has it, and ends with the first that has it no more', () => {
    const { live, push, show } = createWorld()
    const { apps } = muchKnown
    const quit = { kind: 'quit', appId: apps[0]?.id ?? appId('none') } as const
    show({ ...mayAct, begins: quit })
    expect(live.toBegin()).toEqual(quit)
    push(1, { apps })
    expect(live.toBegin()).toEqual(quit)
    push(2)
    expect(live.toBegin()).toBeNull()
    push(3, { apps })
    expect(live.toBegin()).toBeNull()
  })

  test('is no suggestion that comes later', () => {
    const { live, push, show } = createWorld()
    show({ ...mayAct, begins: suggested })
    push(1)
    push(2, { suggestion })
    expect(live.toBegin()).toBeNull()
  })

  test('is nothing where nobody may act, but for the settings', () => {
    const { live, push, show } = createWorld()
    show({ ...shown, begins: suggested })
    push(1, { suggestion })
    expect(live.toBegin()).toBeNull()
    show({ ...shown, begins: { kind: 'details', place: { section: 'settings', focus: null } } })
    push(2)
    expect(live.toBegin()).toEqual({ kind: 'details', place: { section: 'settings', focus: null } })
  })
})
