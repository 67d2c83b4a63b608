import { expect, test } from 'vitest'
import { capacityOf } from '../../src/shared/capacity.ts'
import { muchKnown, nothingKnown } from '../web/fake-core.ts'

const { memory, limit } = muchKnown
const failed = { kind: 'failed', reason: 'no answer' } as const
const withLimit = (limitBytes: number) =>
  limit.kind === 'ok' ? { ...muchKnown, limit: { ...limit, limitBytes } } : muchKnown

test('the most that room can be is the GPU’s limit where that is less than the RAM', () => {
  expect(capacityOf(withLimit(80))).toBe(80)
})

test('and the RAM where that is less, or where there is no limit', () => {
  expect(capacityOf(withLimit(150))).toBe(100)
  expect(capacityOf({ ...muchKnown, limit: failed })).toBe(100)
})

test('the limit counts alone where the RAM is not known', () => {
  expect(capacityOf({ ...muchKnown, memory: failed })).toBe(80)
})

test('a limit or a RAM of nothing is none', () => {
  expect(capacityOf(withLimit(0))).toBe(100)
  const empty = memory.kind === 'ok' ? { ...memory, totalBytes: 0 } : memory
  expect(capacityOf({ ...muchKnown, memory: empty, limit: failed })).toBeNull()
})

test('it is not known where neither is', () => {
  expect(capacityOf(nothingKnown)).toBeNull()
})
