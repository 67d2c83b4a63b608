import { describe, expect, test } from 'vitest'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { startChild } from '../processes.ts'
import { withoutServers } from '../without-servers.ts'
import { withoutTexts } from '../without-texts.ts'
import { recordTicks, replayed } from './recorded.ts'

describe('a replay of this machine', () => {
  test('gives the same Snapshots, number for number', { timeout: 60_000 }, async () => {
    startChild([process.execPath, '-e', 'Buffer.alloc(5e7, 1); setInterval(() => {}, 1e6)'])
    const { live, recording } = await recordTicks(4)
    const again = await replayed(recording)
    expect(again.map(({ atMs }) => atMs)).toEqual(live.map(({ atMs }) => atMs))
    expect(again.map(({ mode }) => mode)).toEqual(live.map(() => 'replay'))
    live.forEach((snapshot, index) => {
      expect(withoutTexts(withoutServers(again[index]))).toEqual(
        withoutTexts(withoutServers(snapshot)),
      )
    })
  })

  test('gives the same again, every time', async () => {
    const { recording } = await recordTicks(2)
    expect(await replayed(recording)).toEqual(await replayed(recording))
  })

  test('goes on when it loops, with the clock ahead and the figures of then', async () => {
    const { live, recording } = await recordTicks(3)
    const snapshots = await replayed(recording, { ticks: 12 })
    expect(snapshots).toHaveLength(12)
    const times = snapshots.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const available = new Set(live.map(({ memory }) => availableOf(memory)))
    expect(snapshots.filter(({ memory }) => !available.has(availableOf(memory)))).toEqual([])
  })
})

const availableOf = (memory: Snapshot['memory']): number | null =>
  memory.kind === 'ok' ? memory.availableBytes : null
