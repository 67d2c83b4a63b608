import { describe, expect, test } from 'vitest'
import { nextDue, type PlanInput } from '../../../src/main/inference/watch/poll-plan.ts'
import type { Poll } from '../../../src/main/inference/server-kind.ts'
import { ollama } from '../../../src/main/inference/servers/ollama.ts'
import { processOf } from '../told.ts'

const once: Poll = { paths: () => ['/version'], everyMs: null }
const often: Poll = { paths: () => ['/ps'], everyMs: { busy: 1_000, idle: 5_000 }, deadlineMs: 9 }
const known = { process: processOf('ollama serve'), facts: {}, parentKind: null }

const plan = (polls: readonly Poll[], given: Partial<PlanInput> = {}) =>
  nextDue({
    spec: { ...ollama, polls },
    known,
    isBusy: false,
    askedAtMs: new Map(),
    hasAnswered: () => true,
    isPassedOver: () => false,
    isLooked: true,
    nowMs: 100_000,
    ...given,
  })?.path ?? null

const askedBefore = (ms: number, path = '/ps') => new Map([[path, 100_000 - ms]])

describe('what is asked next', () => {
  test('is the first poll that is due, with its place', () => {
    const input = { spec: { ...ollama, polls: [once, often] }, known, isBusy: false }
    const answered = new Map([['/version', 1]])
    const due = nextDue({
      ...input,
      askedAtMs: answered,
      hasAnswered: (path) => answered.has(path),
      isPassedOver: () => false,
      isLooked: true,
      nowMs: 2,
    })
    expect(due).toEqual({ path: '/ps', poll: often, pollIndex: 1 })
  })

  test('what is asked once is not asked again when it has answered, and is until then', () => {
    const askedAtMs = askedBefore(11_000, '/version')
    expect(plan([once], { askedAtMs })).toBeNull()
    expect(plan([once], { askedAtMs, hasAnswered: () => false })).toBe('/version')
    const soon = askedBefore(9_000, '/version')
    expect(plan([once], { askedAtMs: soon, hasAnswered: () => false })).toBeNull()
  })

  test.each([
    [900, false, true, true],
    [800, false, true, false],
    [4_900, true, true, true],
    [4_800, true, true, false],
    // nobody looks
    [4_900, false, false, true],
    [4_800, false, false, false],
    [29_900, true, false, true],
    [29_800, true, false, false],
  ])('%d ms after it was asked, idle %s, looked at %s: %s', (ms, isIdle, isLooked, isDue) => {
    const path = plan([often], { askedAtMs: askedBefore(ms), isBusy: !isIdle, isLooked })
    expect(path).toBe(isDue ? '/ps' : null)
  })

  test('what has not answered is asked again soon, however seldom its turn comes', () => {
    const seldom: Poll = { paths: () => ['/ps'], everyMs: { busy: 60_000, idle: 60_000 } }
    const askedAtMs = askedBefore(11_000)
    expect(plan([seldom], { askedAtMs })).toBeNull()
    expect(plan([seldom], { askedAtMs, hasAnswered: () => false })).toBe('/ps')
  })

  test('is due at once when the clock was set back', () => {
    expect(plan([often], { askedAtMs: askedBefore(-3_600_000) })).toBe('/ps')
  })

  test('is not what is closed or does not exist', () => {
    expect(plan([often], { isPassedOver: (path) => path === '/ps' })).toBeNull()
  })
})
