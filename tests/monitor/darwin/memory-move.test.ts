import { expect, test } from 'vitest'
import { createMemoryMoves } from '../../../src/main/monitor/darwin/memory-move.ts'
import type { Source } from '../../../src/main/monitor/source.ts'
import { vmStat, type VmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import { probed } from '../../../src/main/monitor/probed.ts'
import { vmStatText } from './mac-texts.ts'

const first: VmStat = { ...vmStat.parse(vmStatText()), pageInCount: 1_000_000 }

/** What `vm_stat` counted last, as the test sets it. */
function createCounted(): { readonly source: Source<VmStat>; set(part: Partial<VmStat>): void } {
  let value = first
  return {
    source: {
      ...probed('memory', 'memory', 'fast', vmStat),
      goodAt: (atMs) => ({ value, atMs, isStale: false }),
    },
    set: (part) => {
      value = { ...first, ...part }
    },
  }
}

const listedAtMs = 0

test.each<[string, Partial<VmStat>]>([
  ['what is wired', { wiredBytes: first.wiredBytes + 300e6 }],
  ['what programs hold', { anonymousBytes: (first.anonymousBytes ?? 0) + 600e6 }],
  [
    'what is read from files',
    { pageInCount: (first.pageInCount ?? 0) + Math.ceil(600e6 / first.pageBytes) },
  ],
])('memory moves where %s grows as in a load', (_, part) => {
  const { source, set } = createCounted()
  const moves = createMemoryMoves(source)
  expect(moves.isMove(1_000, listedAtMs)).toBe(false)
  set(part)
  expect(moves.isMove(2_000, listedAtMs)).toBe(true)
  expect(moves.lastAtMs()).toBe(2_000)
})

test('what moved before processes were listed is no move since', () => {
  const { source, set } = createCounted()
  const moves = createMemoryMoves(source)
  moves.isMove(1_000, listedAtMs)
  set({ wiredBytes: first.wiredBytes + 300e6 })
  expect(moves.isMove(6_000, 5_000)).toBe(false)
})

test('files that are read without end have processes listed ever more seldom', () => {
  const { source, set } = createCounted()
  const moves = createMemoryMoves(source)
  let listed = 0
  let count = 0
  for (let second = 1; second <= 600; second++) {
    set({ pageInCount: (first.pageInCount ?? 0) + second * 10_000 })
    if (!moves.isMove(second * 1_000, listed)) continue
    listed = second * 1_000
    count++
  }
  expect(count).toBeGreaterThan(15)
  expect(count).toBeLessThan(26)
})
