import { describe, expect, test } from 'vitest'
import { createVigil } from '../../../src/main/history/flight/vigil.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, known, loadOf, modelOf, needOf, serverOf } from '../../alerts/moments.ts'
import { at } from '../moments.ts'

/** What is said of each second: of a Mac of 64 GB, unless it is told otherwise. */
function said(...seconds: readonly Partial<Snapshot>[]): string {
  const vigil = createVigil()
  return seconds.map((rest, index) => vigil(at(index * 1_000, 20 * GB, rest))[0]).join('')
}
const quiet = (seconds: number): readonly Partial<Snapshot>[] =>
  Array.from({ length: seconds }, () => ({}))

describe('whether everything is recorded', () => {
  test('it is for a minute from the start, and then nothing is while nothing moves', () => {
    expect(said(...quiet(65))).toBe(`${'a'.repeat(60)}${'r'.repeat(5)}`)
  })

  const minute = quiet(61)
  const swap = (outBytesPerSecond: number): Partial<Snapshot> => ({
    swap: known(0, {
      totalBytes: 2 * GB,
      usedBytes: GB,
      freeBytes: GB,
      inBytesPerSecond: 0,
      outBytesPerSecond,
    }),
  })
  test.each<readonly [string, Partial<Snapshot>]>([
    ['a load', { loads: [loadOf('m', needOf(GB, 20 * GB))] }],
    ['a model at work', { models: [modelOf('m', GB, { state: 'generating' })] }],
    ['a new server', { servers: [serverOf('ollama')] }],
    ['pressure', { pressure: known(0, { level: 'warn', stalls: null, kernel: null }) }],
    ['swap-outs', swap(1e6)],
  ])('%s wakes it', (_, rest) => {
    expect(said(...minute, rest).at(-1)).toBe('a')
  })

  test('what a kernel tidies up does not', () => {
    expect(said(...minute, swap(1_000)).at(-1)).toBe('r')
  })

  test('a server that has ended wakes it too, and a minute later it rests', () => {
    const servers = { servers: [serverOf('ollama')] }
    const long = Array.from({ length: 61 }, () => servers)
    expect(said(...long, {}).at(-1)).toBe('a')
    expect(said(...long, ...quiet(61)).at(-1)).toBe('r')
  })
})

test('room that moves by more than a hundredth of RAM is told once, however slowly it goes', () => {
  const vigil = createVigil()
  const roomAt = (index: number): number => (index < 61 ? 20 * GB : (20 - (index - 60) * 0.1) * GB)
  const all = Array.from({ length: 120 }, (_, index) => vigil(at(index * 1_000, roomAt(index))))
  const moved = all.slice(61).filter((stir) => stir === 'moved').length
  expect(all.slice(61).includes('awake')).toBe(false)
  expect(moved).toBeGreaterThan(5)
  expect(moved).toBeLessThan(20)
})

test('a clock that was set back does not keep it awake until that hour comes again', () => {
  const vigil = createVigil()
  expect(vigil(at(3_600_000))).toBe('awake')
  expect(vigil(at(0))).not.toBe('awake')
})
