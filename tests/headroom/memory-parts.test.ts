import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryOf } from '../../src/main/headroom/memory-parts.ts'

test('what is used is told by its parts, and what no part explains is other', () => {
  expect(
    memoryOf({
      totalBytes: 1000,
      availableBytes: 300,
      programsBytes: 400,
      sharedBytes: 100,
      kernelBytes: 50,
    }),
  ).toEqual({
    totalBytes: 1000,
    usedBytes: 700,
    availableBytes: 300,
    parts: [
      { kind: 'programs', bytes: 400 },
      { kind: 'shared', bytes: 100 },
      { kind: 'kernel', bytes: 50 },
      { kind: 'other', bytes: 150 },
    ],
  })
})

test('what is counted beyond the whole is cut off the later parts', () => {
  const counted = { totalBytes: 1000, availableBytes: 400, programsBytes: 450 }
  const { parts } = memoryOf({ ...counted, sharedBytes: 200, kernelBytes: 90 })
  expect(parts.map(({ bytes }) => bytes)).toEqual([450, 150, 0, 0])
})

test('more available than there is means that nothing is used', () => {
  const counted = { totalBytes: 1000, availableBytes: 1200, programsBytes: 5 }
  expect(memoryOf({ ...counted, sharedBytes: 5, kernelBytes: 5 })).toMatchObject({
    usedBytes: 0,
    availableBytes: 1000,
  })
})

test('memory adds up, whatever a kernel counts', () => {
  const bytes = fc.maxSafeNat()
  const counted = fc.record({
    totalBytes: bytes,
    availableBytes: bytes,
    programsBytes: bytes,
    sharedBytes: bytes,
    kernelBytes: bytes,
  })
  fc.assert(
    fc.property(counted, (input) => {
      const { totalBytes, usedBytes, availableBytes, parts } = memoryOf(input)
      expect(totalBytes).toBe(input.totalBytes)
      expect(usedBytes + availableBytes).toBe(totalBytes)
      expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(usedBytes)
      expect(parts.map(({ kind }) => kind)).toEqual(['programs', 'shared', 'kernel', 'other'])
      for (const part of parts) expect(part.bytes).toBeGreaterThanOrEqual(0)
    }),
  )
})
