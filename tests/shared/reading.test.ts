import { expect, test } from 'vitest'
import { mapReading, type Reading } from '../../src/shared/reading.ts'

test('mapping replaces the value and keeps when and how long', () => {
  const reading: Reading<number> = { kind: 'ok', value: 21, atMs: 5, tookMs: 0.3 }
  expect(mapReading(reading, (value) => `${value * 2}`)).toEqual({ ...reading, value: '42' })
})

test.each(['failed', 'absent'] as const)('a reading that is %s passes unchanged', (kind) => {
  const reading = mapReading(noNumber(kind), (value) => value + 1)
  expect(reading).toEqual({ kind, reason: 'no', atMs: 5, tookMs: 1 })
})

const noNumber = (kind: 'failed' | 'absent'): Reading<number> => ({
  kind,
  reason: 'no',
  atMs: 5,
  tookMs: 1,
})
