import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryOf, type CountedMemory } from '../../src/main/headroom/memory-parts.ts'

/** The parts that Linux has, in its order. */
const partsOf = (programs: number, shared: number, kernel: number): CountedMemory['parts'] => [
  ['programs', programs],
  ['shared', shared],
  ['kernel', kernel],
]

test('what is used is told by its parts, and what no part explains is other', () => {
  expect(
    memoryOf({
      totalBytes: 1000,
      availableBytes: 300,
      parts: partsOf(400, 100, 50),
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
  const counted = { totalBytes: 1000, availableBytes: 400 }
  const { parts } = memoryOf({ ...counted, parts: partsOf(450, 200, 90) })
  expect(parts.map(({ bytes }) => bytes)).toEqual([450, 150, 0, 0])
})

test('more available than there is means that nothing is used', () => {
  const counted = { totalBytes: 1000, availableBytes: 1200 }
  expect(memoryOf({ ...counted, parts: partsOf(5, 5, 5) })).toMatchObject({
    usedBytes: 0,
    availableBytes: 1000,
  })
})

test('parts keep the order in which a kernel tells them', () => {
  const parts: CountedMemory['parts'] = [
    ['programs', 300],
    ['wired', 200],
    ['compressed', 100],
  ]
  expect(memoryOf({ totalBytes: 1000, availableBytes: 350, parts }).parts).toEqual([
    { kind: 'programs', bytes: 300 },
    { kind: 'wired', bytes: 200 },
    { kind: 'compressed', bytes: 100 },
    { kind: 'other', bytes: 50 },
  ])
})

test('memory adds up, whatever a kernel counts', () => {
  const bytes = fc.maxSafeNat()
  const counted = fc.record({
    totalBytes: bytes,
    availableBytes: bytes,
    parts: fc.tuple(bytes, bytes, bytes).map((three) => partsOf(...three)),
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
