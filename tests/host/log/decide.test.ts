import { describe, expect, test } from 'vitest'
import { compareAges, decide, type FileNow } from '../../../src/main/host/log/decide.ts'
import { createFileTimes } from '../../../src/main/host/log/file-times.ts'

const away: FileNow = {
  isAtPlace: false,
  isCopy: false,
  isDeleted: false,
  quietForMs: 60_000,
  successorForMs: 0,
  successorBytes: 100,
}

describe('a file that is read', () => {
  test('is read on while it stands in its place, however quiet', () => {
    expect(decide({ ...away, isAtPlace: true })).toBe('read-on')
  })
  test('is read on after it was moved away, as its writer may go on', () => {
    expect(decide({ ...away, quietForMs: 500 })).toBe('read-on')
  })
  test('ends when it is quiet and another has something', () => {
    expect(decide(away)).toBe('leave')
  })
  test('rests when it is quiet and nothing has come in its place', () => {
    expect(decide({ ...away, successorBytes: null })).toBe('wait')
    expect(decide({ ...away, successorBytes: 0 })).toBe('wait')
  })
  test('ends when it was deleted and is quiet', () => {
    expect(decide({ ...away, isDeleted: true, successorBytes: null })).toBe('leave')
    expect(decide({ ...away, isDeleted: true, successorBytes: null, quietForMs: 500 })).toBe(
      'read-on',
    )
  })
  test('ends at once when it is a whole copy', () => {
    expect(decide({ ...away, isCopy: true, quietForMs: 0, successorBytes: 0 })).toBe('leave')
    expect(decide({ ...away, isCopy: true, quietForMs: 0, successorBytes: null })).toBe('wait')
  })
  test('ends at last though it is never quiet', () => {
    expect(decide({ ...away, quietForMs: 100, successorForMs: 20_000 })).toBe('read-on')
    expect(decide({ ...away, quietForMs: 100, successorForMs: 30_000 })).toBe('leave')
  })
})

test('of two files the one that was changed later is younger, or else the one that was made later', () => {
  const age = (modifiedAtMs: number, bornAtMs: number) => ({ modifiedAtMs, bornAtMs })
  const files = [age(3, 1), age(2, 2), age(2, 1), age(1, 9)]
  expect(files.toSorted(compareAges)).toEqual([age(1, 9), age(2, 1), age(2, 2), age(3, 1)])
})

describe('the times of a file', () => {
  const clockMs = 1_795_200_000_000
  const seen = { ...away, hasGrown: false, modifiedAtMs: clockMs + 5_000 }

  test('count quiet from the last growth, where the date of the file says nothing', () => {
    const times = createFileTimes()
    times.begin(1_000)
    expect(times.now(seen, 1_500, clockMs).quietForMs).toBe(500)
    expect(times.now({ ...seen, hasGrown: true }, 2_000, clockMs).quietForMs).toBe(0)
    expect(times.now(seen, 2_300, clockMs).quietForMs).toBe(300)
  })
  test('believe the date of a file that was changed long ago', () => {
    const times = createFileTimes()
    times.begin(1_000)
    const old = { ...seen, modifiedAtMs: clockMs - 60_000 }
    expect(times.now(old, 1_000, clockMs).quietForMs).toBe(60_000)
  })
  test('count how long another file has had something', () => {
    const times = createFileTimes()
    times.begin(0)
    const sinceMs = (successorBytes: number | null, nowMs: number): number =>
      times.now({ ...seen, successorBytes }, nowMs, clockMs).successorForMs
    expect([sinceMs(1, 100), sinceMs(9, 400), sinceMs(0, 500), sinceMs(1, 900)]).toEqual([
      0, 300, 0, 0,
    ])
  })
  test('are restless for a while after the file was moved away, and after each growth then', () => {
    const times = createFileTimes()
    times.begin(0)
    times.now({ ...seen, isAtPlace: true, hasGrown: true }, 100, clockMs)
    expect(times.isRestless(100)).toBe(false)
    times.now(seen, 200, clockMs)
    expect([times.isRestless(3_199), times.isRestless(3_200)]).toEqual([true, false])
    times.now(seen, 4_000, clockMs)
    expect(times.isRestless(4_000)).toBe(false)
    times.now({ ...seen, hasGrown: true }, 5_000, clockMs)
    expect(times.isRestless(7_000)).toBe(true)
  })
})
