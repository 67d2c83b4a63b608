import { describe, expect, test } from 'vitest'
import {
  createMinute,
  minuteLines,
  minuteTable,
  momentOf,
  type Moment,
} from '../../../src/main/cli/run/minute.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { recordTicks } from '../../core/recorded.ts'

const momentAt = (atMs: number, roomBytes: number | null = 8_765_000_000): Moment => ({
  atMs,
  state: 'tight',
  roomBytes,
  ramRoomBytes: roomBytes,
  gpuRoomBytes: null,
  gpuInUseBytes: null,
  swapUsedBytes: 0,
  pressure: 'warn',
  programBytes: 1_234_000_000,
})

const minuteOf = (...moments: readonly Moment[]): readonly Moment[] => {
  const minute = createMinute()
  moments.forEach(minute.note)
  return minute.moments()
}

describe('the last minute of a run', () => {
  test('is the last minute, and no more', () => {
    const kept = minuteOf(...[0, 5_000, 30_000, 61_000, 64_999].map((atMs) => momentAt(atMs)))
    expect(kept.map(({ atMs }) => atMs)).toEqual([5_000, 30_000, 61_000, 64_999])
  })

  test('is bounded, however many moments a minute has', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => momentAt(index))
    expect(minuteOf(...many)).toHaveLength(80)
  })

  test('begins anew where the clock was set', () => {
    const kept = minuteOf(momentAt(9_000_000), momentAt(1_000), momentAt(2_000))
    expect(kept.map(({ atMs }) => atMs)).toEqual([1_000, 2_000])
  })

  test('is a table of what was told, by the time before the end', () => {
    expect(minuteTable([momentAt(1_000), momentAt(54_400, null)], 55_000)).toEqual([
      'before the end    room  swap  program',
      '         −54 s  8.7 GB   0 B   1.2 GB',
      '          −1 s       –   0 B   1.2 GB',
    ])
    expect(minuteTable([], 55_000)).toEqual([])
  })

  test('shows a dozen of many moments, the last among them', () => {
    const many = Array.from({ length: 60 }, (_, index) => momentAt(index * 1_000))
    const rows = minuteTable(many, 60_000).slice(1)
    expect(rows).toHaveLength(12)
    expect(rows.at(-1)).toContain('−1 s')
    expect(rows[0]).toContain('−56 s')
  })

  test('is kept as JSON Lines, each with its time before the end', () => {
    const [first = ''] = minuteLines([momentAt(1_000)], 3_500).split('\n')
    expect(jsonIn(first)).toMatchObject({
      schema: 'headroom/minute/1',
      beforeEndMs: 2_500,
      roomBytes: 8_765_000_000,
      gpuInUseBytes: null,
    })
  })
})

describe('a moment of a run', () => {
  test('is taken of a Snapshot, with the memory of the app that the program belongs to', async () => {
    const { live } = await recordTicks(4)
    // the first may come before the processes are listed
    const snapshot = live.find(({ apps }) => apps.length > 0)
    if (snapshot === undefined) throw new Error('no Snapshot of this machine')
    const [app] = snapshot.apps
    const id = app?.processes[0]?.pid ?? null
    expect(momentOf(snapshot, id)).toMatchObject({
      atMs: snapshot.atMs,
      programBytes: app?.memoryBytes,
    })
    expect(momentOf(snapshot, null).programBytes).toBeNull()
  })
})
