import { array, assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLockOut } from '../../src/main/web/lock-out.ts'

const minuteMs = 60_000
const atMs = 1_795_400_000_000

const tries = (
  lockOut: ReturnType<typeof createLockOut>,
  key: string,
  count: number,
  nowMs: number,
) => Array.from({ length: count }, () => lockOut.wrong(key, nowMs))

describe('whoever says wrong tokens', () => {
  test('is locked out by the tenth within a minute, for a minute', () => {
    const lockOut = createLockOut()
    expect(tries(lockOut, 'a', 9, atMs)).not.toContain(true)
    expect(lockOut.lockedForMs('a', atMs)).toBeNull()
    expect(lockOut.wrong('a', atMs + 1_000)).toBe(true)
    expect(lockOut.lockedForMs('a', atMs + 1_000)).toBe(minuteMs)
    expect(lockOut.lockedForMs('a', atMs + 61_000)).toBeNull()
  })

  test('now and then only is not', () => {
    const lockOut = createLockOut()
    for (let at = 0; at < 100; at++) expect(lockOut.wrong('a', atMs + at * 7_000)).toBe(false)
  })

  test('is locked out for twice as long each further time, and never beyond an hour', () => {
    const lockOut = createLockOut()
    const locks: (number | null)[] = []
    for (let nowMs = atMs; locks.length < 9;) {
      tries(lockOut, 'a', 10, nowMs)
      const ms = lockOut.lockedForMs('a', nowMs)
      locks.push(ms)
      nowMs += ms ?? 0
    }
    expect(locks.map((ms) => (ms ?? 0) / minuteMs)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  test('is forgiven after a day without one', () => {
    const lockOut = createLockOut()
    tries(lockOut, 'a', 10, atMs)
    tries(lockOut, 'a', 10, atMs + minuteMs)
    const laterMs = atMs + 26 * 60 * minuteMs
    tries(lockOut, 'a', 10, laterMs)
    expect(lockOut.lockedForMs('a', laterMs)).toBe(minuteMs)
  })
})

describe('who is locked out', () => {
  test('is nobody else, however many addresses it has', () => {
    const lockOut = createLockOut()
    for (let at = 0; at < 10_000; at++) tries(lockOut, `address ${at}`, 10, atMs)
    expect(lockOut.lockedForMs('another', atMs)).toBeNull()
    expect(lockOut.lockedForMs('address 9999', atMs)).toBe(minuteMs)
  })

  test('stays so while others are forgotten for new ones', () => {
    const lockOut = createLockOut()
    tries(lockOut, 'bad', 10, atMs)
    for (let at = 0; at < 10_000; at++) lockOut.wrong(`address ${at}`, atMs)
    expect(lockOut.lockedForMs('bad', atMs)).toBe(minuteMs)
  })

  test('is so for an hour at most, wherever the clock goes', () => {
    assert(
      property(array(integer({ min: -1e10, max: 1e10 }), { maxLength: 200 }), (steps) => {
        const lockOut = createLockOut()
        for (const step of steps) {
          lockOut.wrong('a', atMs + step)
          const ms = lockOut.lockedForMs('a', atMs + step)
          expect(ms === null || (ms > 0 && ms <= 60 * minuteMs)).toBe(true)
        }
      }),
    )
  })
})
