import { describe, expect, test } from 'vitest'
import { compareAges, fateOf, type Sight } from '../../../src/main/host/log/fate.ts'
import { createVigil } from '../../../src/main/host/log/vigil.ts'

const away: Sight = {
  isAtPlace: false,
  isCopy: false,
  isDeleted: false,
  quietForMs: 60_000,
  contestedForMs: 0,
  heirBytes: 100,
}

describe('a file that is read', () => {
  test('is read on while it stands in its place, however quiet', () => {
    expect(fateOf({ ...away, isAtPlace: true })).toBe('stays')
  })
  test('is read on after it was moved away, as its writer may go on', () => {
    expect(fateOf({ ...away, quietForMs: 500 })).toBe('stays')
  })
  test('ends when it is quiet and another has something', () => {
    expect(fateOf(away)).toBe('ends')
  })
  test('rests when it is quiet and nothing has come in its place', () => {
    expect(fateOf({ ...away, heirBytes: null })).toBe('rests')
    expect(fateOf({ ...away, heirBytes: 0 })).toBe('rests')
  })
  test('ends when it was deleted and is quiet', () => {
    expect(fateOf({ ...away, isDeleted: true, heirBytes: null })).toBe('ends')
    expect(fateOf({ ...away, isDeleted: true, heirBytes: null, quietForMs: 500 })).toBe('stays')
  })
  test('ends at once when it is a whole copy', () => {
    expect(fateOf({ ...away, isCopy: true, quietForMs: 0, heirBytes: 0 })).toBe('ends')
    expect(fateOf({ ...away, isCopy: true, quietForMs: 0, heirBytes: null })).toBe('rests')
  })
  test('ends at last though it is never quiet', () => {
    expect(fateOf({ ...away, quietForMs: 100, contestedForMs: 20_000 })).toBe('stays')
    expect(fateOf({ ...away, quietForMs: 100, contestedForMs: 30_000 })).toBe('ends')
  })
})

test('of two files the one that was changed later is younger, or else the one that was made later', () => {
  const age = (modifiedAtMs: number, bornAtMs: number) => ({ modifiedAtMs, bornAtMs })
  const files = [age(3, 1), age(2, 2), age(2, 1), age(1, 9)]
  expect(files.toSorted(compareAges)).toEqual([age(1, 9), age(2, 1), age(2, 2), age(3, 1)])
})

describe('a vigil', () => {
  const clockMs = 1_795_200_000_000
  const seen = { ...away, hasGrown: false, modifiedAtMs: clockMs + 5_000 }

  test('counts quiet from the last growth, where the date of the file says nothing', () => {
    const vigil = createVigil()
    vigil.turn(1_000)
    expect(vigil.sight(seen, 1_500, clockMs).quietForMs).toBe(500)
    expect(vigil.sight({ ...seen, hasGrown: true }, 2_000, clockMs).quietForMs).toBe(0)
    expect(vigil.sight(seen, 2_300, clockMs).quietForMs).toBe(300)
  })
  test('believes the date of a file that was changed long ago', () => {
    const vigil = createVigil()
    vigil.turn(1_000)
    const old = { ...seen, modifiedAtMs: clockMs - 60_000 }
    expect(vigil.sight(old, 1_000, clockMs).quietForMs).toBe(60_000)
  })
  test('counts how long another file has had something', () => {
    const vigil = createVigil()
    vigil.turn(0)
    const contested = (heirBytes: number | null, nowMs: number): number =>
      vigil.sight({ ...seen, heirBytes }, nowMs, clockMs).contestedForMs
    expect([contested(1, 100), contested(9, 400), contested(0, 500), contested(1, 900)]).toEqual([
      0, 300, 0, 0,
    ])
  })
  test('is restless for a while after the file was moved away, and after each growth then', () => {
    const vigil = createVigil()
    vigil.turn(0)
    vigil.sight({ ...seen, isAtPlace: true, hasGrown: true }, 100, clockMs)
    expect(vigil.isRestless(100)).toBe(false)
    vigil.sight(seen, 200, clockMs)
    expect([vigil.isRestless(3_199), vigil.isRestless(3_200)]).toEqual([true, false])
    vigil.sight(seen, 4_000, clockMs)
    expect(vigil.isRestless(4_000)).toBe(false)
    vigil.sight({ ...seen, hasGrown: true }, 5_000, clockMs)
    expect(vigil.isRestless(7_000)).toBe(true)
  })
})
