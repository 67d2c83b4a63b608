import { describe, expect, test } from 'vitest'
import { allRules } from '../../src/main/alerts/all-rules.ts'
import { holdAsChosen } from '../../src/main/alerts/chosen-hold.ts'
import { ruleIds } from '../../src/shared/alert.ts'
import { holdBounds, mayHold, ruleHoldSeconds } from '../../src/shared/alert-settings.ts'
import { claimAt, dwell, engineOf, high, sees, type Engine } from './a-rule.ts'

/** At which second it is told, where it is high at each from 0 on; null: not within a minute. */
const toldAtSecond = ({ at }: Engine): number | null => {
  const found = Array.from({ length: 61 }, (_, second) => second).find(
    (second) => at(second * 1_000, sees(high(second * 1_000))).length > 0,
  )
  return found ?? null
}

const waiting = (swapping: number): Engine =>
  engineOf({ settings: () => ({ holdSeconds: { swapping } }) })

describe('how long a rule waits', () => {
  test('is its own time where nothing is chosen, or something for another rule', () => {
    expect(toldAtSecond(engineOf())).toBe(5)
    expect(toldAtSecond(engineOf({ settings: () => ({ holdSeconds: { thermal: 60 } }) }))).toBe(5)
  })

  test('is what the user has chosen: longer, shorter, or not at all', () => {
    expect([20, 1, 0].map((seconds) => toldAtSecond(waiting(seconds)))).toEqual([20, 1, 0])
  })

  test('follows a change at once, also for what is on its way up', () => {
    let swapping = 30
    const engine = engineOf({ settings: () => ({ holdSeconds: { swapping } }) })
    const at = (second: number): number =>
      engine.at(second * 1_000, sees(high(second * 1_000))).length
    expect(Array.from({ length: 10 }, (_, second) => at(second))).not.toContain(1)
    swapping = 10
    expect(at(10)).toBe(1)
  })

  test('what waits longer or less than its rule goes along, where one thing of it does', () => {
    const own = { ...dwell, holdMs: 10_000, readingCount: 4 }
    const toldAt = (seconds: number): number | undefined => {
      const engine = waiting(seconds)
      return Array.from({ length: 61 }, (_, second) => second).find((second) => {
        const claim = claimAt(second * 1_000)
        return engine.at(second * 1_000, sees({ key: 'a', level: 'high', claim, dwell: own }))
          .length
      })
    }
    expect([5, 10, 1].map(toldAt)).toEqual([10, 20, 2])
  })

  test('needs as many readings as before where it is longer, and fewer where it is shorter', () => {
    const counts = [10, 5, 2, 0].map(
      (swapping) => holdAsChosen('swapping', dwell, { holdSeconds: { swapping } }).readingCount,
    )
    expect(counts).toEqual([3, 3, 2, 1])
  })
})

describe('the table of all rules', () => {
  test('is what each rule itself waits', () => {
    expect(allRules.map(({ id }) => id).toSorted()).toEqual(ruleIds.toSorted())
    for (const { id, dwell: own } of allRules)
      expect([id, own.holdMs]).toEqual([id, ruleHoldSeconds[id] * 1_000])
  })

  test('lies within what may be chosen', () => {
    for (const id of ruleIds) {
      expect(ruleHoldSeconds[id]).toBeGreaterThanOrEqual(holdBounds.least)
      expect(ruleHoldSeconds[id]).toBeLessThanOrEqual(holdBounds.most)
    }
  })

  test('a rule that tells at once cannot be made to wait', () => {
    for (const { id, dwell: own } of allRules.filter((rule) => !mayHold(rule.id)))
      expect(holdAsChosen(id, own, { holdSeconds: { [id]: 60 } })).toEqual(own)
  })
})

test('by slow clocks what lasts is told all the same: a tick a minute is no sleep', () => {
  const told = (everyMs: number): number =>
    Array.from({ length: 6 }, (_, tick) => tick * 60_050).reduce<{
      readonly engine: Engine
      readonly count: number
    }>(
      ({ engine, count }, atMs) => ({
        engine,
        count: count + engine.at(atMs, sees(high(atMs)), false, everyMs).length,
      }),
      { engine: engineOf(), count: 0 },
    ).count
  expect(told(60_000)).toBeGreaterThan(0)
  expect(told(1_000)).toBe(0)
})
