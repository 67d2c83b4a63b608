import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogHurry } from '../../src/main/monitor/log-hurry.ts'
import { createFakeHost } from '../fake-host.ts'

function hurried() {
  const { host, advance, setClock } = createFakeHost(new Map())
  const beganAtMs = host.clock.nowMs()
  const actedAtMs: number[] = []
  const hurry = createLogHurry(host.clock, () => {
    actedAtMs.push(host.clock.nowMs() - beganAtMs)
  })
  return { ...hurry, advance, setClock, actedAtMs }
}

describe('a failure in a log', () => {
  test('is told at once, also a moment after another', async () => {
    const { failure, advance, actedAtMs } = hurried()
    for (let count = 0; count < 4; count += 1) {
      failure()
      await advance(60)
    }
    expect(actedAtMs).toEqual([0, 60, 120, 180])
  })

  test('is told with those that come within 50 ms', async () => {
    const { failure, advance, actedAtMs } = hurried()
    for (let count = 0; count < 5; count += 1) {
      failure()
      await advance(10)
    }
    await advance(1_000)
    expect(actedAtMs).toEqual([0, 50])
  })

  test('does not wait for what only gives notice, and tells it as well', async () => {
    const { failure, notice, advance, actedAtMs } = hurried()
    for (let count = 0; count < 24; count += 1) {
      notice()
      await advance(40)
    }
    expect(actedAtMs).toEqual([0, 250, 500, 750])
    failure()
    expect(actedAtMs.at(-1)).toBe(960)
    await advance(2_000)
    expect(actedAtMs).toHaveLength(5)
  })

  test('is told at once after the clock was set back', () => {
    const { failure, setClock, actedAtMs } = hurried()
    for (let count = 0; count < 3; count += 1) {
      failure()
      setClock(-60_000)
    }
    expect(actedAtMs).toHaveLength(3)
  })
})

test('a storm of failures and notices is told four times at once and eight times a second after that, and its end always', async () => {
  const storm = fc.array(
    fc.record({ isFailure: fc.boolean(), gapMs: fc.integer({ min: 0, max: 120 }) }),
    { minLength: 1, maxLength: 200 },
  )
  await fc.assert(
    fc.asyncProperty(storm, async (events) => {
      const { failure, notice, advance, actedAtMs } = hurried()
      let nowMs = 0
      for (const { isFailure, gapMs } of events) {
        if (isFailure) failure()
        else notice()
        const before = nowMs
        await advance(gapMs)
        nowMs = before + gapMs
      }
      const lastAtMs = nowMs - (events.at(-1)?.gapMs ?? 0)
      await advance(1_000)
      const inSecondFrom = (fromMs: number): number =>
        actedAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1_000).length
      for (const fromMs of actedAtMs) expect(inSecondFrom(fromMs)).toBeLessThanOrEqual(4 + 8)
      expect(actedAtMs.at(-1)).toBeGreaterThanOrEqual(lastAtMs)
    }),
    { numRuns: 30 },
  )
})
