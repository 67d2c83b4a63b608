import { describe, expect, test } from 'vitest'
import { createDetails } from '../../../src/main/electron/details/details.ts'
import type { Rectangle } from '../../../src/main/electron/popover/placement.ts'
import type { Preferences } from '../../../src/shared/preferences.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { plainPreferences } from '../../browser/preferences-page.ts'
import { snapshotAt } from '../../web/fake-core.ts'
import { createDrivenClock } from '../driven-clock.ts'
import { createFakeBounds, createFakeDetails } from '../fake-details.ts'
import { macBook } from '../fake-shell.ts'

const log = { section: 'log', focus: null } as const
const left: Rectangle = { x: 10, y: 50, width: 700, height: 500 }

function world(given: { readonly left?: Rectangle; readonly preferences?: Preferences } = {}) {
  const clock = createDrivenClock()
  const window = createFakeDetails()
  const bounds = createFakeBounds(given.left)
  const snapshots = new Set<(snapshot: Snapshot) => void>()
  const preferences = new Set<(preferences: Preferences) => void>()
  let lookers = 0
  let broken = 0
  const on =
    <T>(wakes: Set<(value: T) => void>) =>
    (wake: (value: T) => void) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    }
  const details = createDetails({
    window,
    bounds,
    clock,
    core: {
      current: () => snapshotAt(1),
      look: () => {
        lookers++
        return () => void lookers--
      },
      onSnapshot: on(snapshots),
      preferencesNow: () => given.preferences ?? null,
      onPreferences: on(preferences),
    },
    displays: () => [macBook],
    language: () => 'en',
    onBroken: () => void broken++,
  })
  return {
    clock,
    window,
    bounds,
    details,
    lookers: () => lookers,
    broken: () => broken,
    listeners: () => snapshots.size + preferences.size,
    push: (snapshot: Snapshot) => snapshots.forEach((wake) => wake(snapshot)),
    prefer: (value: Preferences) => preferences.forEach((wake) => wake(value)),
    /** Opened and painted; what was said until then is past. */
    open: () => {
      details.open(log)
      window.paint()
      window.taken()
    },
  }
}

describe('the details', () => {
  test('are told all there is when they come on screen, then each Snapshot and each setting', () => {
    const { details, window, push, prefer } = world({ preferences: plainPreferences })
    details.open(log)
    window.paint()
    expect(window.taken()).toEqual([
      'create 960 × 680 at 276, 135 for log',
      'view hidden, begins log',
      'preferences',
      'snapshot 1',
      'show',
      'view shown, begins log',
      'preferences',
      'snapshot 1',
    ])
    push(snapshotAt(2))
    prefer(plainPreferences)
    expect(window.taken()).toEqual(['snapshot 2', 'preferences'])
  })

  test('are told nothing while nobody can see them, and Core is not looked at', () => {
    const { open, window, push, prefer, lookers } = world()
    open()
    expect(lookers()).toBe(1)
    window.tells().seen(false)
    push(snapshotAt(2))
    prefer(plainPreferences)
    expect([window.taken(), lookers()]).toEqual([['view hidden, begins log'], 0])
    window.tells().seen(true)
    window.tells().seen(true)
    expect(window.taken()).toEqual(['view shown, begins log', 'snapshot 1'])
    expect(lookers()).toBe(1)
  })
})

describe('the window of the details', () => {
  test('is gone when it is closed', () => {
    const { open, details, window, lookers, push } = world()
    open()
    window.tells().closed()
    expect(lookers()).toBe(0)
    push(snapshotAt(2))
    expect(window.taken()).toEqual(['view hidden, begins log'])
    details.close()
    expect(window.taken()).toEqual([])
  })

  test('comes back by itself after one crash in a minute, at its place', () => {
    const { clock, open, window, broken, lookers } = world()
    open()
    window.tells().gone()
    expect([window.taken(), lookers()]).toEqual([
      ['view hidden, begins log', 'destroy', 'create 960 × 680 at 276, 135 for log'],
      0,
    ])
    window.paint()
    clock.advance(60_000)
    window.tells().gone()
    expect([window.isThere(), broken()]).toEqual([true, 0])
    window.tells().gone()
    expect([window.isThere(), broken()]).toEqual([false, 1])
  })

  test('leaves nothing when the app ends', () => {
    const { open, details, window, lookers, listeners } = world()
    open()
    details.end()
    expect([window.isThere(), lookers(), listeners()]).toEqual([false, 0, 0])
  })
})

describe('their place', () => {
  test('is the one where they were left', () => {
    const { details, window } = world({ left })
    details.open(log)
    expect(window.taken()).toEqual(['create 700 × 500 at 10, 50 for log'])
  })

  test('is kept when they stay there, not at each step of a drag', () => {
    const { clock, open, window, bounds } = world()
    open()
    for (const x of [1, 2, 3]) {
      window.tells().placed({ ...left, x })
      clock.advance(400)
    }
    expect(bounds.written).toEqual([])
    clock.advance(100)
    expect(bounds.written).toEqual([{ ...left, x: 3 }])
  })

  test('is kept at once when they are closed', () => {
    const { clock, open, details, window, bounds } = world()
    open()
    window.tells().placed(left)
    details.close()
    expect(bounds.written).toEqual([left])
    clock.advance(1_000)
    expect(bounds.written).toEqual([left])
  })
})
