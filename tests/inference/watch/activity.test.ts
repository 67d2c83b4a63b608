import { describe, expect, test } from 'vitest'
import { busyIn, createActivity } from '../../../src/main/inference/watch/activity.ts'
import type { SlotFacts } from '../../../src/main/inference/answers/facts.ts'

const slot = (id: number, taskId: number, decodedTokens: number | null): SlotFacts => ({
  id,
  contextTokens: 4096,
  usedTokens: 10,
  isProcessing: true,
  taskId,
  decodedTokens,
})
const still: SlotFacts = { ...slot(0, 1, 90), isProcessing: false }

describe('tokens per second', () => {
  test('are what all slots have decoded since the answer before', () => {
    const { note, now } = createActivity()
    note({ slots: [slot(0, 1, 10), slot(1, 2, 100)] }, 1_000)
    expect(now()).toEqual({ isBusy: true, tokensPerSecond: null, idleSinceMs: null })
    note({ slots: [slot(0, 1, 40), slot(1, 2, 110)] }, 3_000)
    expect(now().tokensPerSecond).toBe(20)
  })

  test('begin anew with a request', () => {
    const { note, now } = createActivity()
    note({ slots: [slot(0, 1, 500)] }, 1_000)
    note({ slots: [slot(0, 2, 3)] }, 2_000)
    expect(now().tokensPerSecond).toBeNull()
    note({ slots: [slot(0, 2, 33)] }, 3_000)
    expect(now().tokensPerSecond).toBe(30)
  })

  test('are not told by two answers of one tick', () => {
    const { note, now } = createActivity()
    note({ slots: [slot(0, 1, 10)] }, 1_000)
    note({ slots: [slot(0, 1, 11)] }, 1_200)
    expect(now().tokensPerSecond).toBeNull()
  })

  test('of a counter are its difference, and none where it was set back', () => {
    const { note, now } = createActivity()
    const at = (atMs: number, generatedTokensTotal: number): number | null => {
      note({ runningRequests: 1, generatedTokensTotal }, atMs)
      return now().tokensPerSecond
    }
    expect([at(0, 1_000), at(2_000, 1_090), at(4_000, 5), at(6_000, 25)]).toEqual([
      null,
      45,
      null,
      10,
    ])
  })

  test('are not what a server tells of its last answer', () => {
    const { note, now } = createActivity()
    note({ activity: 'busy', tokensPerSecond: 31 }, 0)
    expect(now()).toEqual({ isBusy: true, tokensPerSecond: null, idleSinceMs: null })
  })
})

describe('idle', () => {
  test('it is since it was first seen so, until it works again', () => {
    const { note, now } = createActivity()
    note({ slots: [slot(0, 1, 1)] }, 1_000)
    note({ slots: [still] }, 5_000)
    note({ slots: [still] }, 60_000)
    expect(now()).toEqual({ isBusy: false, tokensPerSecond: null, idleSinceMs: 5_000 })
    note({ slots: [slot(0, 2, 1)] }, 61_000)
    expect(now().idleSinceMs).toBeNull()
  })

  test('it is as long as its server says', () => {
    const { note, now } = createActivity()
    note({ activity: 'idle', idleMs: 40_000 }, 100_000)
    expect(now().idleSinceMs).toBe(60_000)
  })

  test('it is not since a time ahead, where the clock was set back', () => {
    const { note, now } = createActivity()
    note({ activity: 'idle' }, 3_600_000)
    note({ activity: 'idle' }, 5_000)
    expect(now().idleSinceMs).toBe(5_000)
  })

  test('is not changed by an answer that does not tell', () => {
    const { note, now } = createActivity()
    note({ activity: 'busy' }, 0)
    note({ version: '1' }, 1_000)
    expect(now().isBusy).toBe(true)
  })
})

describe('whether it works', () => {
  test('is told by an answer that is late, up to the next one', () => {
    const { note, noteLate, now } = createActivity()
    note({ slots: [still] }, 1_000)
    noteLate()
    expect(now()).toEqual({ isBusy: true, tokensPerSecond: null, idleSinceMs: null })
    note({ slots: [still] }, 9_000)
    expect(now()).toEqual({ isBusy: false, tokensPerSecond: null, idleSinceMs: 9_000 })
  })

  test('is not known of one that has been asleep', () => {
    const { note, now } = createActivity()
    note({ slots: [still] }, 1_000)
    note({ isSleeping: true }, 2_000)
    note({ isSleeping: false }, 3_000)
    expect(now()).toEqual({ isBusy: null, tokensPerSecond: null, idleSinceMs: null })
  })

  test.each([
    [{}, null],
    [{ activity: null, slots: null, runningRequests: 2 }, true],
    [{ slots: [] }, false],
    [{ runningRequests: 0 }, false],
    [{ models: [{ id: 'a' }] }, null],
    [{ models: [{ activity: 'idle' }, { activity: 'busy' }] }, true],
    [{ activity: 'idle', runningRequests: 3 }, false],
  ] as const)('is told by %o: %s', (facts, isBusy) => {
    expect(busyIn(facts)).toBe(isBusy)
  })
})
