import { describe, expect, test } from 'vitest'
import { shownFigures } from '../../src/renderer/popover/alert-figures.ts'
import type { AlertFigures, RuleId } from '../../src/shared/alert.ts'
import { hog, stale } from '../shared/warned.ts'

const GB = 1e9
type MemoryFigures = Extract<AlertFigures, { readonly kind: 'memory' }>
const lacking: MemoryFigures = {
  kind: 'memory',
  line: 'gpu',
  lineBytes: 22.9 * GB,
  needBytes: 26.14 * GB,
  haveBytes: 22.96 * GB,
  gapBytes: 3.18 * GB,
  toFreeBytes: 3.18 * GB,
  msLeft: null,
}
const of = (rule: RuleId, figures: AlertFigures) => shownFigures({ ...hog, rule, figures })

describe('the figures of an alert', () => {
  test('add up as they are shown', () => {
    // each by itself would be 26.1, 23.0 and 3.2 GB
    expect(of('will-not-fit', lacking)).toEqual({
      words: 'room',
      need: '26.1 GB',
      have: '22.9 GB',
      gap: '3.2 GB',
      left: null,
    })
  })

  test('have no gap where nothing lacks, and the time where it is known', () => {
    const ending = { ...lacking, needBytes: 6 * GB, gapBytes: 0, msLeft: 40_000 }
    expect(of('running-out', ending)).toMatchObject({ need: '6.0 GB', gap: null, left: '~40 s' })
  })

  test('are called by what is watched', () => {
    const wordsOf = (rule: RuleId, change: Partial<MemoryFigures>) =>
      of(rule, { ...lacking, ...change })?.words
    expect(wordsOf('past-limit', {})).toBe('limit')
    expect(wordsOf('swapping', { line: 'ram' })).toBe('swap')
    expect(wordsOf('idle-model', { line: 'ram' })).toBe('room')
    expect(wordsOf('memory-hog', { line: 'share' })).toBe('share')
    expect(wordsOf('memory-hog', { line: 'share', msLeft: 60_000 })).toBe('growth')
    expect(wordsOf('stranded-memory', { line: 'before' })).toBe('before')
    expect(wordsOf('swap-disk', { line: 'disk' })).toBe('disk')
    expect(wordsOf('pressure', { line: 'pressure' })).toBe('pressure')
  })

  test('of a prompt are its tokens', () => {
    const tokens = { kind: 'tokens', contextTokens: 8_192, needTokens: 9_000, haveTokens: 8_192 }
    expect(of('context', { ...tokens, kind: 'tokens' })).toEqual({
      words: 'tokens',
      need: '9000',
      have: '8192',
      gap: '808',
      left: null,
    })
  })

  test('are none where it has none, and none of those that are not of now', () => {
    expect(shownFigures(hog)).toBeNull()
    expect(shownFigures(stale({ ...hog, figures: lacking }))).toBeNull()
  })
})
