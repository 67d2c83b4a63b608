import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { createRecorder } from '../../src/main/host/recorder.ts'
import { parseRecording, type Recording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import { withoutTexts } from '../without-texts.ts'

/** Servers of this machine begin and end as they like: whose first answers came after their tick is not told alike again. */
const isPunctual = ({ sources }: Snapshot): boolean =>
  sources.find(({ id }) => id === 'servers')?.ageMs === 0

async function recordPunctualTicks(count: number) {
  for (let tries = 1; ; tries++) {
    const recorded = await recordTicks(count)
    if (tries === 3 || recorded.live.every(isPunctual)) return recorded
  }
}

/** Some ticks of this machine, live and as they were written down. */
async function recordTicks(count: number) {
  const path = join(tempFolder(), 'recording.jsonl')
  const recorder = await createRecorder(createLocalHost(), path)
  const core = await createCore(recorder.host, { roomCapBytes: null })
  onTestFinished(() => core.close())
  const live: Snapshot[] = []
  core.onSnapshot((snapshot) => live.push(snapshot))
  core.look()
  core.start()
  await until(`${count} ticks`, () => (live.length >= count ? true : null))
  await core.close()
  await recorder.close()
  return { live, recording: parseRecording(readFileSync(path, 'utf8')) }
}

async function replayed(recording: Recording, looping?: { readonly ticks: number }) {
  const replayer = createReplayer(recording)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    snapshots.push(snapshot)
    if (looping !== undefined && snapshots.length >= looping.ticks) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: looping !== undefined })
  await core.close()
  return snapshots
}

describe('a replay of this machine', () => {
  test('gives the same Snapshots, number for number', { timeout: 60_000 }, async () => {
    startChild([process.execPath, '-e', 'Buffer.alloc(5e7, 1); setInterval(() => {}, 1e6)'])
    const { live, recording } = await recordPunctualTicks(4)
    const again = await replayed(recording)
    expect(again.map(({ atMs }) => atMs)).toEqual(live.map(({ atMs }) => atMs))
    expect(again.map(({ mode }) => mode)).toEqual(live.map(() => 'replay'))
    live.forEach((snapshot, index) => {
      expect(withoutTexts(withoutEjects(again[index]))).toEqual(
        withoutTexts(withoutEjects(snapshot)),
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

/** Nothing can be let go of in a recording. */
const withoutEjects = (snapshot: Snapshot | undefined) => ({
  ...snapshot,
  models: snapshot?.models.map(({ eject: _, ...model }) => model),
})

const availableOf = (memory: Snapshot['memory']): number | null =>
  memory.kind === 'ok' ? memory.availableBytes : null
