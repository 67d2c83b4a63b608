import { describe, expect, test } from 'vitest'
import type { FitRoom } from '../../src/main/fit/fit-room.ts'
import { lineNeedsOf } from '../../src/main/fit/fit.ts'
import { standingOf } from '../../src/main/fit/standing.ts'
import { exactly, type Need } from '../../src/main/inference/estimate/need.ts'

const need: Need = {
  parts: [
    { name: 'weights', bytes: 10, onGpuBytes: 9, band: exactly, basis: 'exact', formula: '' },
    { name: 'overhead', bytes: 1, onGpuBytes: 0, band: exactly, basis: 'exact', formula: '' },
  ],
  growth: null,
  remarks: [],
}
const room = (further: Partial<FitRoom>): FitRoom => ({
  roomBytes: 8,
  gpuRoomBytes: 40,
  ramRoomBytes: 8,
  limitBytes: 48,
  device: 'cuda',
  isNow: true,
  of: 'this machine now',
  ...further,
})

describe('what a need takes on each line', () => {
  test('beside a card of its own RAM has only what does not lie there', () => {
    expect(lineNeedsOf(need, 'cuda')).toEqual({ gpuBytes: 9, ramBytes: 2 })
    expect(standingOf(need, room({}))).toMatchObject({
      verdict: 'fits',
      deciding: { line: 'ram', needBytes: 2, roomBytes: 8 },
    })
  })

  test('on a Mac both are one', () => {
    expect(lineNeedsOf(need, 'metal')).toEqual({ gpuBytes: 9, ramBytes: 11 })
    expect(standingOf(need, room({ device: 'metal' }))).toEqual({
      verdict: 'no',
      gapBytes: 3,
      deciding: { line: 'ram', needBytes: 11, roomBytes: 8 },
    })
  })

  test('without a GPU all of it is in RAM', () => {
    expect(lineNeedsOf(need, 'cpu')).toEqual({ gpuBytes: 0, ramBytes: 11 })
    const { deciding, verdict } = standingOf(need, room({ device: 'cpu', gpuRoomBytes: null }))
    expect([verdict, deciding?.line]).toEqual(['no', 'ram'])
  })

  test('decides nothing where no room is known', () => {
    const unknown = room({ roomBytes: null, gpuRoomBytes: null, ramRoomBytes: null })
    expect(standingOf(need, unknown)).toMatchObject({ verdict: 'unknown', deciding: null })
  })
})
