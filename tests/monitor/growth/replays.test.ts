import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseRecording } from '../../../src/main/host/recording.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { replayed } from '../../core/recorded.ts'
import { fromRoot } from '../../from-root.ts'

const play = (name: string): Promise<readonly Snapshot[]> =>
  replayed(
    parseRecording(readFileSync(fromRoot(`tests/fixtures/recordings/${name}.jsonl`), 'utf8')),
  )

const runsOutIn = ({ forecast }: Snapshot): RunsOut | null =>
  forecast.kind === 'ok' ? forecast.runsOut : null

const secondOf = (snapshots: readonly Snapshot[], { atMs }: Snapshot): number =>
  (atMs - (snapshots[0]?.atMs ?? atMs)) / 1_000

describe('a replay', () => {
  test.each(['linux-idle', 'mac-m5max-128gb-unload', 'mac-m1pro-16gb-refused'])(
    'of %s, where nothing grows but what is loaded, says nothing of an end',
    async (name) => {
      const snapshots = await play(name)
      expect(snapshots.length).toBeGreaterThan(5)
      expect(snapshots.flatMap((one) => runsOutIn(one) ?? [])).toEqual([])
    },
  )

  // the load ends at 50 and is no growth; from 60 to 80 a request takes 2.5 GB
  test('of a load and a long prompt says nothing of the one, and in time of the other', async () => {
    const snapshots = await play('mac-m2max-32gb-loading')
    const told = snapshots.filter((one) => runsOutIn(one) !== null)
    const seconds = told.map((one) => secondOf(snapshots, one))
    expect(seconds[0]).toBeGreaterThan(60)
    expect(seconds[0]).toBeLessThanOrEqual(76)
    expect(seconds.at(-1)).toBeLessThanOrEqual(87)
  })

  test('has figures of its own tick', async () => {
    for (const name of ['mac-m2max-32gb-loading', 'mac-64gb-two-servers', 'mac-m4-16gb-swapping']) {
      for (const snapshot of await play(name)) {
        const runsOut = runsOutIn(snapshot)
        const { room, limit, memory } = snapshot
        if (runsOut === null || room.kind !== 'ok') continue
        const isGpu = runsOut.line === 'gpu'
        expect(runsOut.roomBytes).toBe(isGpu ? room.gpuRoomBytes : room.ramRoomBytes)
        const line = isGpu
          ? limit.kind === 'ok' && limit.limitBytes
          : memory.kind === 'ok' && memory.totalBytes
        expect(runsOut.lineBytes).toBe(line)
        expect(runsOut.msLeft).toBeCloseTo((runsOut.roomBytes / runsOut.bytesPerSecond) * 1000)
      }
    }
  })
})
