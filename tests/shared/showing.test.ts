import { expect, test } from 'vitest'
import { isNoticeableGrowth, memoryKindOf, shownSwap } from '../../src/shared/showing.ts'
import type { Swap } from '../../src/shared/snapshot.ts'

const swap: Swap = {
  totalBytes: 8e9,
  usedBytes: 1.5e9,
  freeBytes: 6.5e9,
  inBytesPerSecond: null,
  outBytesPerSecond: null,
}

test('growth is noticed from 5 MB a minute on, upward and downward', () => {
  expect([0, 4.9e6, -4.9e6].filter(isNoticeableGrowth)).toEqual([])
  expect([5e6, -5e6, 1.4e9].filter(isNoticeableGrowth)).toEqual([5e6, -5e6, 1.4e9])
})

test('swap that rests is told with what is free of it', () => {
  const shown = { value: '1.5 GB used', note: '6.5 GB free' }
  expect(shownSwap(swap)).toEqual(shown)
  expect(shownSwap({ ...swap, outBytesPerSecond: 0 })).toEqual(shown)
})

test('swap that is going out is told with how fast', () => {
  expect(shownSwap({ ...swap, outBytesPerSecond: 3.2e6 })).toEqual({
    value: '1.5 GB used',
    note: '3 MB/s going out',
  })
})

test('a machine without swap has none', () => {
  expect(shownSwap({ ...swap, totalBytes: 0, usedBytes: 0, freeBytes: 0 })).toEqual({
    value: 'none',
    note: null,
  })
})

test('a list counts what all its apps count, else both', () => {
  expect(memoryKindOf([])).toBeNull()
  expect(memoryKindOf([{ memoryKind: 'pss' }, { memoryKind: 'pss' }])).toBe('pss')
  expect(memoryKindOf([{ memoryKind: 'pss' }, { memoryKind: 'rss' }])).toBe('mixed')
  expect(memoryKindOf([{ memoryKind: 'mixed' }])).toBe('mixed')
})
