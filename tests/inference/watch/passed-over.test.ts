import { describe, expect, test } from 'vitest'
import { createPassedOver } from '../../../src/main/inference/watch/passed-over.ts'

const minuteMs = 60_000

describe('a path that is missing', () => {
  test('is asked for again after ten minutes', () => {
    const over = createPassedOver()
    over.note('/a', 'notFound', 0)
    expect([1, 9, 10].map((minute) => over.has('/a', minute * minuteMs))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('is asked for again where the clock was set back', () => {
    const over = createPassedOver()
    over.note('/a', 'disabled', 600 * minuteMs)
    expect(over.has('/a', 0)).toBe(false)
  })
})

describe('paths that want a key', () => {
  const closedAt = (nowMs: number) => {
    const over = createPassedOver()
    over.note('/a', 'auth', nowMs)
    over.note('/b', 'auth', nowMs)
    return over
  }
  const passed = (over: ReturnType<typeof createPassedOver>, nowMs: number) =>
    ['/a', '/b'].map((path) => over.has(path, nowMs))

  test('are tried at one of them after five minutes, and at once in a hurry', () => {
    const over = closedAt(0)
    expect(passed(over, 4 * minuteMs)).toEqual([true, true])
    expect(passed(over, 5 * minuteMs)).toEqual([false, false])
    over.note('/a', 'auth', 5 * minuteMs)
    expect(passed(over, 6 * minuteMs)).toEqual([true, true])
    over.hurry()
    expect(passed(over, 6 * minuteMs)).toEqual([false, false])
  })

  test('are all asked for again when one of them has answered', () => {
    const over = closedAt(0)
    over.note('/a', null, 5 * minuteMs)
    expect(passed(over, 5 * minuteMs)).toEqual([false, false])
    expect(over.closed()).toEqual([])
  })

  test('stay closed whatever an open one says', () => {
    const over = closedAt(0)
    over.note('/health', null, 1)
    expect(passed(over, 1)).toEqual([true, true])
  })

  test('are tried where the clock was set back', () => {
    expect(passed(closedAt(600 * minuteMs), 0)).toEqual([false, false])
  })

  test('are forgotten with what they were of', () => {
    const over = closedAt(0)
    over.forget((path) => path === '/a')
    expect(over.closed()).toEqual(['/b'])
  })
})
