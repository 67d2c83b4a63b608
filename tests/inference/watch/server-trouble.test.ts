import { expect, test } from 'vitest'
import { createTrouble } from '../../../src/main/inference/watch/server-trouble.ts'

const silent = { state: 'silent', reason: 'no answer within 2 s' } as const

test('a server that is silent is left alone for longer each time, up to a minute', () => {
  const trouble = createTrouble()
  const waits = Array.from({ length: 8 }, () => {
    trouble.note(silent, 0)
    return [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000].find((ms) => !trouble.isWaiting(ms))
  })
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  trouble.note(null, 0)
  expect([trouble.now(), trouble.isWaiting(1)]).toEqual([null, false])
})

test('one that has just begun is waited for, and one that wants a key is left alone for minutes', () => {
  const trouble = createTrouble()
  trouble.note({ state: 'starting', reason: null }, 0)
  expect(trouble.isWaiting(1)).toBe(false)
  trouble.note({ state: 'closed', reason: 'it wants a key' }, 0)
  expect([299_000, 300_000].map(trouble.isWaiting)).toEqual([true, false])
  trouble.waitNoMore()
  expect(trouble.isWaiting(1)).toBe(false)
  expect(trouble.now()?.state).toBe('closed')
})

test('nobody is left alone because the clock was set back', () => {
  const trouble = createTrouble()
  trouble.note(silent, 3_600_000)
  expect(trouble.isWaiting(5_000)).toBe(false)
})
