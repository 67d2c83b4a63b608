import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '../../src/main/host/virtual-clock.ts'

/** A clock, and who was woken when. */
function clockAt(startAtMs: number, instants: readonly number[] = []) {
  const clock = createVirtualClock(startAtMs, instants)
  const woken: (readonly [string, number])[] = []
  const wake = (name: string) => () => void woken.push([name, clock.nowMs()])
  return { clock, woken, wake }
}

describe('the clock of a replay', () => {
  test('stands still until it is driven', () => {
    const { clock, woken, wake } = clockAt(1_000)
    clock.after(50, wake('a'))
    expect([clock.nowMs(), clock.nextAtMs(), woken.length]).toEqual([1_000, 1_050, 0])
  })

  test('wakes in the order of time, and at one instant in the order of asking', () => {
    const { clock, woken, wake } = clockAt(0)
    clock.after(20, wake('late'))
    clock.after(10, wake('first'))
    clock.after(10, wake('second'))
    clock.step()
    clock.step()
    clock.step()
    expect(woken).toEqual([
      ['first', 10],
      ['second', 10],
      ['late', 20],
    ])
    expect(clock.nextAtMs()).toBeNull()
    clock.step()
    expect(clock.nowMs()).toBe(20)
  })

  test('wakes nobody who has called it off', () => {
    const { clock, woken, wake } = clockAt(0)
    const cancel = clock.after(10, wake('never'))
    clock.after(20, wake('a'))
    cancel()
    clock.step()
    expect(woken).toEqual([['a', 20]])
  })

  test('never goes back, not even for a delay below zero', () => {
    const { clock, woken, wake } = clockAt(100)
    clock.after(-50, wake('now'))
    clock.step()
    expect(woken).toEqual([['now', 100]])
  })
})

describe('the slack of a replay', () => {
  test('moves a tick to the recorded instant within its slack', () => {
    const { clock, wake } = clockAt(0, [0, 998, 2_040, 9_000])
    const nextOf = (delayMs: number, slackMs: number): number | null => {
      const cancel = clock.after(delayMs, wake('tick'), slackMs)
      const at = clock.nextAtMs()
      cancel()
      return at
    }
    expect(nextOf(1_000, 10_000)).toBe(998) // it had fired a little early
    expect(nextOf(1_010, 10_000)).toBe(2_040)
    expect(nextOf(2_050, 1_000)).toBe(2_050) // nothing recorded near enough
    expect(nextOf(1_010, 0)).toBe(1_010)
  })

  test('finds the instant that looking at each of them in turn finds', () => {
    const ms = fc.integer({ min: 0, max: 100 })
    const ascending = fc.uniqueArray(ms).map((all) => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(ascending, ms, ms, ms, (instants, startAtMs, delayMs, slackMs) => {
        const { clock, wake } = clockAt(startAtMs, instants)
        clock.after(delayMs, wake('tick'), slackMs + 1)
        const wantedAtMs = startAtMs + delayMs
        const isFit = (atMs: number): boolean => atMs >= wantedAtMs - 5 && atMs > startAtMs
        const found = instants.find(isFit) ?? Number.POSITIVE_INFINITY
        expect(clock.nextAtMs()).toBe(found <= wantedAtMs + slackMs + 1 ? found : wantedAtMs)
      }),
    )
  })
})
