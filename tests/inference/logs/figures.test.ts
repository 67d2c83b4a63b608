import { describe, expect, test } from 'vitest'
import {
  believed,
  countIn,
  figureIn,
  known,
  mibIn,
  sizeIn,
} from '../../../src/main/inference/logs/figures.ts'

describe('figures of a log', () => {
  test.each([
    ['1024', 1024],
    ['22906.50', 22_906.5],
    ['22906,50', 22_906.5],
    ['-3', -3],
  ])('%j is %d', (text, value) => {
    expect(figureIn(text)).toBe(value)
  })

  test.each([
    [undefined],
    [''],
    [' '],
    ['x'],
    ['1.2.3'],
    ['1,2,3'],
    ['Infinity'],
    ['9'.repeat(400)],
  ])('%j is none', (text) => {
    expect(figureIn(text)).toBeNull()
  })

  test.each([['3.5'], ['-1'], ['9007199254740993']])('%j is no count', (text) => {
    expect(countIn(text)).toBeNull()
  })

  test('MB means what its program means by it; MiB and GiB are always binary', () => {
    expect(sizeIn('10922.67', 'MB', 'decimal')).toBe(10_922_670_000)
    expect(sizeIn('10922.67', 'MB', 'binary')).toBe(11_453_249_618)
    expect(sizeIn('5.3', 'GiB', 'decimal')).toBe(5_690_831_667)
    expect(mibIn('8484.02')).toBe(8_896_139_756)
  })

  test.each([
    ['5', 'pages'],
    ['-5', 'MiB'],
    ['99999999999', 'GiB'],
    [undefined, 'MiB'],
    ['5', undefined],
  ])('%j %j is no size', (figure, unit) => {
    expect(sizeIn(figure, unit, 'binary')).toBeNull()
  })

  test('what is null is left out: not said is not known', () => {
    expect(known({ contextTokens: 0, slotCount: null })).toEqual({ contextTokens: 0 })
  })
})

describe('a figure that no machine has', () => {
  test.each([
    [{ limitBytes: 16 * 2 ** 40, gpuKvBytes: 16 * 2 ** 40 + 1 }, ['limitBytes']],
    [{ contextTokens: 1e9, promptTokens: 1e9 + 1 }, ['contextTokens']],
    [{ layerCount: 10_000, offloadedLayers: 10_001 }, ['layerCount']],
    [{ modelPath: '/m/a', tokensPerSecond: 20_000 }, ['modelPath', 'tokensPerSecond']],
    [{ triedBytes: 2 ** 50, requestedTokens: 1e12 }, ['triedBytes', 'requestedTokens']],
  ])('is left out: %j', (facts, kept) => {
    const event = believed({ kind: 'facts', facts })
    expect('facts' in event ? Object.keys(event.facts) : null).toEqual(kept)
  })
})
