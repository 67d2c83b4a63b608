import { describe, expect, test } from 'vitest'
import { returnOf, type Stake } from '../../src/main/core/quit-proof.ts'
import { backWords } from '../../src/main/core/quit-words.ts'

const stake = (further: Partial<Stake> = {}): Stake => ({
  heldBytes: 2e9,
  expectedBytes: 2e9,
  mayBeCompressed: false,
  availableBytes: 10e9,
  ...further,
})
const words = (availableBytes: number, further: Partial<Stake> = {}): string =>
  backWords(returnOf(stake(further), availableBytes))

describe('what came back', () => {
  test.each([
    ['is what was measured', 11.5e9, 1.5e9],
    ['is not more than was to come back', 15e9, 2e9],
    ['is nothing where the room has fallen', 9e9, 0],
    ['is nothing where the room is as it was', 10e9, 0],
  ])('%s', (_, availableBytes, returnedBytes) => {
    expect(returnOf(stake(), availableBytes).returnedBytes).toBe(returnedBytes)
  })

  test('is told without a word of what a machine breathes', () => {
    expect(words(11.85e9)).toBe('1.9 GB came back (2.0 GB expected)')
    expect(words(10.03e9, { expectedBytes: 60e6 })).toBe('30 MB came back (60 MB expected)')
  })

  test('is told with all that something else has taken, also where that is more than was let go', () => {
    expect(words(10.023e9, { expectedBytes: 400e6 })).toBe(
      '23 MB came back (400 MB expected); something else has taken 377 MB meanwhile',
    )
    expect(words(9e9)).toBe(
      '0 B came back (2.0 GB expected); something else has taken 3.0 GB meanwhile',
    )
  })

  test('of what may have been compressed is told by its rest', () => {
    const given = { mayBeCompressed: true }
    expect(words(11e9, given)).toMatch(/; the other 1\.0 GB was compressed or swapped out, or/)
    expect(words(9e9, given)).toBe(
      '0 B came back (2.0 GB expected); it was compressed or swapped out, or is taken by something else',
    )
  })
})
