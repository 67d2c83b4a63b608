import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaugeSteps } from '../../../src/shared/gauge.ts'
import { trayLookOf, type TrayLook } from '../../../src/main/electron/tray/tray-look.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { clearing, hog, idle, runningOut, snoozed, stale } from '../../shared/warned.ts'
import { snapshotOf } from './looked-at.ts'

const GB = 1e9
const lookOf = (snapshot: Snapshot | null): TrayLook =>
  trayLookOf(snapshot, { ...defaultSettings, hint: null })
const dashes = '‒‒.‒ GB'

describe('the menu bar shows', () => {
  test('no level before anything is known, and no text as long as its width is not known', () => {
    expect(lookOf(null)).toEqual({
      gauge: { style: 'ring', state: 'unknown', alert: null, isReplay: false, steps: 0 },
      title: '',
      sentence: 'Looking at this machine',
      sentenceOfRoom: 'Looking at this machine',
    })
  })

  test('how much is taken of what models could have at most', () => {
    const room = { roomBytes: 6 * GB, state: 'plenty' } as const
    const ofRam = lookOf(snapshotOf({ totalBytes: 24 * GB, room }))
    expect([ofRam.gauge.steps, ofRam.title]).toEqual([18, '\u20076.0 GB'])
    const ofLimit = lookOf(snapshotOf({ totalBytes: 24 * GB, limitBytes: 12 * GB, room }))
    expect([ofLimit.gauge.steps, ofLimit.title]).toEqual([12, '\u20076.0 GB'])
  })

  test.each([
    [24 * GB, 0],
    [23.6 * GB, 0],
    [23.4 * GB, 1],
    [12 * GB, 12],
    [0.4 * GB, 24],
    [0, 24],
    [30 * GB, 0],
  ])('of 24 GB, %d free, %i of 24 steps', (roomBytes, steps) => {
    const snapshot = snapshotOf({ totalBytes: 24 * GB, room: { roomBytes, state: 'tight' } })
    expect(lookOf(snapshot).gauge).toEqual({
      style: 'ring',
      state: 'tight',
      alert: null,
      isReplay: false,
      steps,
    })
  })
})

describe('where the room is not known, the menu bar shows', () => {
  test('no old figure as its own: the state is unknown, the text dashes, the sentence tells its age', () => {
    const snapshot = snapshotOf({
      totalBytes: 24 * GB,
      room: { roomBytes: 6 * GB, state: 'unknown', isStale: true },
      atMs: 12_000,
    })
    expect(lookOf(snapshot)).toEqual({
      gauge: { style: 'ring', state: 'unknown', alert: null, isReplay: false, steps: 0 },
      title: dashes,
      sentence: '6.0 GB free for models, 12 s ago',
      sentenceOfRoom: '6.0 GB free for models, 12 s ago',
    })
    const stillPlenty = snapshotOf({
      totalBytes: 24 * GB,
      room: { roomBytes: 6 * GB, state: 'plenty', isStale: true },
    })
    expect(lookOf(stillPlenty).gauge.state).toBe('unknown')
  })

  test('no figure that may be less than it says: a GPU that should have answered has not', () => {
    const look = lookOf(
      snapshotOf({
        totalBytes: 24 * GB,
        room: { roomBytes: 6 * GB, state: 'unknown', isGpuUnknown: true },
      }),
    )
    expect([look.gauge.state, look.gauge.steps, look.title]).toEqual(['unknown', 0, dashes])
    expect(look.sentence).toBe('6.0 GB free for models in RAM, but the GPU does not answer')
  })

  test('why the room is not known', () => {
    const room = { kind: 'failed', reason: 'vm_stat does not answer', state: 'unknown' } as const
    const look = lookOf({ ...snapshotOf({ totalBytes: 24 * GB }), room })
    expect([look.gauge.state, look.title]).toEqual(['unknown', dashes])
    expect(look.sentence).toBe('Room is not known: vm_stat does not answer')
  })

  test('nothing but unknown for a machine of which nothing is known', () => {
    const look = lookOf(nothingKnown)
    expect([look.gauge, look.title]).toEqual([
      { style: 'ring', state: 'unknown', alert: null, isReplay: false, steps: 0 },
      '',
    ])
  })
})

describe('who points at the gauge hears', () => {
  const room = { roomBytes: 6 * GB, state: 'plenty' } as const

  test('the sentence and the state, as its shape is not heard', () => {
    expect(lookOf(snapshotOf({ totalBytes: 24 * GB, room })).sentence).toBe(
      '6.0 GB free for models. Plenty: room to load and to grow',
    )
    const full = { roomBytes: 0, state: 'full', stateCause: 'swapping' } as const
    expect(lookOf(snapshotOf({ totalBytes: 24 * GB, room: full })).sentence).toBe(
      'No room left for models. Full: memory is moving to swap',
    )
  })

  test('the same words as long as they say the same', () => {
    const [one, two] = [0, 60_000].map((atMs) =>
      lookOf(snapshotOf({ totalBytes: 24 * GB, room, atMs })),
    )
    expect(one).toEqual(two)
  })

  test('of a replay that it is one, and of when; its gauge says so too', () => {
    const atMs = new Date(2026, 10, 20, 18, 5, 7).getTime()
    const look = lookOf(snapshotOf({ totalBytes: 24 * GB, room, atMs, mode: 'replay' }))
    expect(look.gauge.isReplay).toBe(true)
    expect(look.sentence).toMatch(/^Replay of 2026-11-20: 6\.0 GB free for models\. /)
  })

  test('what must be said before anything else', () => {
    const hint = 'The window has crashed'
    const look = trayLookOf(null, { ...defaultSettings, hint })
    expect(look.sentence).toBe('The window has crashed. Looking at this machine')
  })
})

describe('while an alert is loud, the menu bar shows', () => {
  const room = { roomBytes: 6 * GB, state: 'tight' } as const
  const alerting = (...alerts: readonly Alert[]) =>
    lookOf({ ...snapshotOf({ totalBytes: 24 * GB, room }), alerts })

  test('how bad the worst is, by its shape, and leads with its title; the text keeps the room', () => {
    const { gauge, title, sentence } = alerting(runningOut, hog)
    expect([gauge.alert, title]).toEqual(['imminent', '\u20076.0 GB'])
    expect(sentence).toBe('python uses up the RAM. 6.0 GB free for models. Tight: little room left')
    expect(alerting(hog).gauge.alert).toBe('warning')
  })

  test('nothing of one that is snoozed, not of now or a notice', () => {
    const plain = alerting()
    for (const quiet of [snoozed(runningOut), stale(runningOut), clearing(runningOut), idle])
      expect(alerting(quiet)).toEqual(plain)
    expect(alerting(stale(runningOut), hog).sentence).toContain(hog.title)
  })

  test('its room without it for the menu, where the alert has a line of its own', () => {
    expect(alerting(runningOut).sentenceOfRoom).toBe(alerting().sentence)
    const look = trayLookOf(null, {
      ...defaultSettings,
      menuBarText: 'off',
      hint: 'The window has crashed',
    })
    expect(look.sentenceOfRoom).toBe(look.sentence)
  })
})

test('without the text, all else is the same', () => {
  const snapshot = snapshotOf({ totalBytes: 24 * GB, room: { roomBytes: 6 * GB, state: 'plenty' } })
  const off = trayLookOf(snapshot, { ...defaultSettings, menuBarText: 'off', hint: null })
  expect(off).toEqual({ ...lookOf(snapshot), title: '' })
})

describe('whatever the room', () => {
  const machines = fc
    .record({
      totalBytes: fc.integer({ min: 1, max: 2e12 }),
      limitRatio: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
      takenRatio: fc.double({ min: 0, max: 1, noNaN: true }),
      state: fc.constantFrom('plenty', 'tight', 'full', 'unknown'),
      isStale: fc.boolean(),
    })
    .map(({ totalBytes, limitRatio, takenRatio, state, isStale }) => {
      const mostBytes = Math.max(1, Math.floor(totalBytes * (limitRatio ?? 1)))
      const roomBytes = Math.floor(mostBytes * (1 - takenRatio))
      const limit = limitRatio === null ? {} : { limitBytes: mostBytes }
      return snapshotOf({ totalBytes, ...limit, room: { roomBytes, state, isStale } })
    })

  test('the gauge has the state of the room, where that is of now, and a level within its steps', () => {
    fc.assert(
      fc.property(machines, (snapshot) => {
        const { state, steps } = lookOf(snapshot).gauge
        const { room } = snapshot
        expect(state).toBe(room.kind === 'ok' && !room.isStale ? room.state : 'unknown')
        expect(Number.isInteger(steps) && steps >= 0 && steps <= gaugeSteps).toBe(true)
        if (state === 'unknown') expect(steps).toBe(0)
      }),
    )
  })

  test('the text is as wide as when nothing is known', () => {
    fc.assert(
      fc.property(machines, (snapshot) => {
        const unknown = { kind: 'failed', reason: 'x', state: 'unknown' } as const
        const { title } = lookOf(snapshot)
        expect(title.length).toBe(lookOf({ ...snapshot, room: unknown }).title.length)
      }),
    )
  })
})
