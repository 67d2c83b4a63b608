import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaugeTextOf, gaugeTextSaid } from '../../src/shared/gauge-text.ts'
import { figureIn } from '../../src/shared/phrases/figure.ts'
import { menuBarTexts } from '../../src/shared/settings.ts'
import type { Forecast, RunsOut } from '../../src/shared/forecast.ts'
import type { Part, Snapshot } from '../../src/shared/snapshot.ts'
import { snapshotOf } from '../electron/tray/looked-at.ts'
import { muchKnown, nothingKnown } from '../web/fake-core.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs: 0, isStale: false } as const
const roomy = snapshotOf({
  totalBytes: 24 * GB,
  limitBytes: 18 * GB,
  room: { roomBytes: 6.19 * GB, state: 'plenty' },
})
const gpuOf = (inUseBytes: number): Snapshot['gpu'] => ({
  ...ok,
  inUseBytes,
  inUseNowBytes: 0,
  beyondLimitBytes: null,
  isUnified: true,
  devices: [],
})
const ending = (msLeft: number, isStale = false): Part<Forecast> => {
  const runsOut: RunsOut = {
    line: 'ram',
    lineBytes: 24 * GB,
    roomBytes: 6 * GB,
    bytesPerSecond: 1e6,
    msLeft,
    lowMsLeft: msLeft,
    highMsLeft: msLeft,
    by: 'trend',
    sureness: 'sure',
    toComeBytes: null,
    grower: null,
  }
  return { ...ok, isStale, runsOut, models: [], swapGrowth: null }
}

describe('beside the gauge', () => {
  test('stands nothing where it is off, and before anything is known', () => {
    expect(gaugeTextOf(roomy, 'off')).toBe('')
    expect(menuBarTexts.map((text) => gaugeTextOf(null, text))).toEqual(['', '', '', ''])
    expect(gaugeTextOf(nothingKnown, 'in-use')).toBe('')
  })

  test('stands the room, rounded down', () => {
    expect(gaugeTextOf(roomy, 'room')).toBe('\u20076.1 GB')
  })

  test('stands the memory of the GPU that is taken, rounded to what is nearest', () => {
    expect(gaugeTextOf({ ...roomy, gpu: gpuOf(11.86 * GB) }, 'in-use')).toBe('11.9 GB')
    expect(gaugeTextOf({ ...roomy, gpu: gpuOf(0) }, 'in-use')).toBe('\u20070.0 GB')
  })

  test('stands the RAM that is taken where there is no GPU', () => {
    const gpu = { kind: 'absent', reason: 'no GPU' } as const
    expect(gaugeTextOf({ ...roomy, gpu }, 'in-use')).toBe('24.0 GB')
  })

  test('stand whole minutes that are left', () => {
    const textAt = (ms: number) => gaugeTextOf({ ...roomy, forecast: ending(ms) }, 'time-left')
    expect([59_999, 60_000, 12.9 * 60_000, 99.9 * 60_000].map(textAt)).toEqual([
      '\u20070 min',
      '\u20071 min',
      '12 min',
      '99 min',
    ])
    expect([100 * 60_000, Infinity].map(textAt)).toEqual(['‒‒ min', '‒‒ min'])
  })

  test('stand dashes where no end is foreseen', () => {
    const forecast = { ...ok, runsOut: null, models: [], swapGrowth: null }
    expect(gaugeTextOf({ ...roomy, forecast }, 'time-left')).toBe('‒‒ min')
  })

  test('stands no old figure as one of now', () => {
    const { gpu } = { gpu: gpuOf(11 * GB) }
    const old = {
      ...muchKnown,
      ...roomy,
      gpu: { ...gpu, isStale: true },
      forecast: ending(60_000, true),
    }
    const room = roomy.room.kind === 'ok' ? { ...roomy.room, isStale: true } : roomy.room
    expect(gaugeTextOf({ ...old, room }, 'room')).toBe('‒‒.‒ GB')
    expect(gaugeTextOf(old, 'in-use')).toBe('‒‒.‒ GB')
    expect(gaugeTextOf(old, 'time-left')).toBe('‒‒ min')
    const failed = { kind: 'failed', reason: 'ioreg does not answer' } as const
    expect(gaugeTextOf({ ...old, gpu: failed }, 'in-use')).toBe('‒‒.‒ GB')
  })
})

test('what stands there is as wide in each language, whatever it is', () => {
  const figures = fc.double({ min: 0, max: 1, noNaN: true })
  for (const language of ['en', 'de', 'zh-Hans'] as const) {
    const said = (snapshot: Snapshot, what: 'in-use' | 'time-left'): string =>
      gaugeTextSaid(gaugeTextOf(snapshot, what), (text) => figureIn(language, text) ?? text)
    fc.assert(
      fc.property(figures, (share) => {
        const gpu = gpuOf(share * 18 * GB)
        const forecast = ending(share * 200 * 60_000)
        const failed = { kind: 'failed', reason: 'x' } as const
        expect(said({ ...roomy, gpu }, 'in-use').length).toBe(
          said({ ...roomy, gpu: failed }, 'in-use').length,
        )
        expect(said({ ...roomy, forecast }, 'time-left').length).toBe(
          said({ ...roomy, forecast: failed }, 'time-left').length,
        )
      }),
    )
  }
})
