import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodMsOf, tickEveryMs, type Pace } from '../../src/main/monitor/pace.ts'
import { defaultSettings, settingBounds, type ClockSettings } from '../../src/shared/settings.ts'
import { linuxWorld } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const seconds = (atMs: readonly number[]): readonly number[] => atMs.map((ms) => ms / 1_000)
const clocksOf = (given: Partial<ClockSettings>): ClockSettings => ({
  ...defaultSettings.clocks,
  ...given,
})

describe('the clocks that the user has chosen', () => {
  test('are those of fast sources, and slow ones keep their ratio', async () => {
    const clocks = (): ClockSettings => clocksOf({ aloneSeconds: 10 })
    const { advance, askedAtMs } = watch(linuxWorld(), { clocks })
    await advance(121_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120,
    ])
    expect(seconds(askedAtMs('disk /'))).toEqual([0, 60, 120])
  })

  test('hold while somebody looks as well', async () => {
    const clocks = (): ClockSettings => clocksOf({ lookedSeconds: 4 })
    const { advance, askedAtMs, source } = watch(linuxWorld(), { isLooked: true, clocks })
    await advance(41_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40])
    expect(seconds(askedAtMs('disk /'))).toEqual([0, 20, 40])
    expect(source('memory').everyMs).toBe(4_000)
  })

  test('are followed at once when they change, and nothing is begun anew', async () => {
    let lookedSeconds = 10
    const clocks = (): ClockSettings => clocksOf({ lookedSeconds })
    const { advance, askedAtMs, monitor, snapshots } = watch(linuxWorld(), {
      isLooked: true,
      clocks,
    })
    await advance(12_000)
    lookedSeconds = 1
    monitor.replan()
    await advance(2_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 10, 12, 13, 14])
    lookedSeconds = 5
    monitor.replan()
    await advance(10_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 10, 12, 13, 14, 19, 24])
    expect(snapshots.at(-1)?.memory).toMatchObject({ kind: 'ok', isStale: false })
  })

  test('nothing turns stale by them', async () => {
    const clocks = (): ClockSettings => clocksOf({ aloneSeconds: 60, lookedSeconds: 10 })
    const { advance, snapshots, monitor } = watch(linuxWorld(), { clocks })
    await advance(600_000)
    monitor.setLooked(true)
    await advance(60_000)
    const stale = snapshots.flatMap(({ sources }) => sources.filter(({ isStale }) => isStale))
    expect(stale.map(({ id }) => id)).toEqual([])
    expect(snapshots.length).toBeGreaterThan(15)
  })
})

const clocks = fc.record({
  lookedSeconds: fc.integer({
    min: settingBounds.lookedSeconds.least,
    max: settingBounds.lookedSeconds.most,
  }),
  aloneSeconds: fc.integer({
    min: settingBounds.aloneSeconds.least,
    max: settingBounds.aloneSeconds.most,
  }),
  isSlowerOnBattery: fc.boolean(),
})
const paces: readonly Pace[] = ['fast', 'slow', 'minute', 'once', 'on-demand']

describe('whatever the clocks', () => {
  test('nothing that is judged by its course is asked less often than by the usual ones at most', () => {
    fc.assert(
      fc.property(clocks, fc.boolean(), fc.boolean(), (chosen, isLooked, isOnBattery) => {
        const periodOf = (pace: Pace): number =>
          periodMsOf(pace, { isLooked, isOnBattery, clocks: chosen })
        expect(periodOf('fast')).toBeLessThanOrEqual(60_000)
        expect(periodOf('slow')).toBeLessThanOrEqual(60_000)
        expect(periodOf('minute')).toBeLessThanOrEqual(120_000)
        // and nothing slow more often than a tick
        for (const pace of paces) expect(periodOf(pace)).toBeGreaterThanOrEqual(periodOf('fast'))
      }),
    )
  })

  test('what moves is looked at as if somebody looked, and never less often than alone', () => {
    fc.assert(
      fc.property(clocks, fc.boolean(), (chosen, isOnBattery) => {
        const at = (isLooked: boolean, isMoving: boolean): number =>
          tickEveryMs({ isLooked, isMoving, isOnBattery, clocks: chosen })
        expect(at(false, true)).toBe(Math.min(at(true, false), at(false, false)))
        expect(at(true, true)).toBe(at(true, false))
      }),
    )
  })

  test('the usual ones are what is asked where none are given', () => {
    for (const pace of paces)
      for (const isLooked of [false, true])
        for (const isOnBattery of [false, true])
          expect(periodMsOf(pace, { isLooked, isOnBattery, clocks: defaultSettings.clocks })).toBe(
            periodMsOf(pace, { isLooked, isOnBattery }),
          )
  })

  test('on battery all is half as often only where that is wanted', () => {
    const at = (isSlowerOnBattery: boolean): number =>
      tickEveryMs({ isLooked: true, isOnBattery: true, clocks: clocksOf({ isSlowerOnBattery }) })
    expect([at(true), at(false)]).toEqual([2_000, 1_000])
  })
})
