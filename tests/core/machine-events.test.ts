import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeHost } from '../fake-host.ts'
import { linuxWorld } from '../monitor/linux-world.ts'
import { until } from '../processes.ts'
import { scenePath } from './mac-scene.ts'

async function startCore() {
  const fake = createFakeHost(linuxWorld())
  const core = await createCore(fake.host, { roomCapBytes: null })
  onTestFinished(() => core.close())
  core.start()
  await fake.advance(1_000)
  return { ...fake, core }
}

test('what the machine tells Core reaches its sampling', async () => {
  const { core, advance, asked } = await startCore()
  const count = asked.length
  core.tell({ kind: 'asleep' })
  await advance(3_600_000)
  expect(asked.length).toBe(count)
  core.tell({ kind: 'awake' })
  await advance(1)
  const after = asked.length
  expect(after).toBeGreaterThan(count)
  core.tell({ kind: 'asleep' })
  await advance(3_600_000)
  expect(asked.length).toBe(after)
  core.look()
  await advance(1)
  expect(asked.length).toBeGreaterThan(after)
})

test('during a pause the doctor and whoever wants one Snapshot are answered, with figures of now', async () => {
  const { core, advance, host } = await startCore()
  core.tell({ kind: 'locked' })
  await advance(600_000)
  const answers = Promise.all([core.doctor(), core.snapshotOnce()])
  const askedAtMs = host.clock.nowMs()
  await advance(30_000)
  const [doctor, snapshot] = await answers
  expect([doctor.atMs, snapshot.atMs]).toEqual([askedAtMs, askedAtMs])
  expect(doctor.sources.filter(({ kind }) => kind === 'failed')).toEqual([])
  expect(snapshot.memory).toMatchObject({ kind: 'ok', isStale: false, atMs: askedAtMs })
})

/** The recording of a Mac on battery, over and over. */
async function startReplay() {
  const recording = parseRecording(readFileSync(scenePath('mac-m5max-128gb-unload'), 'utf8'))
  const replayer = createReplayer(recording)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => snapshots.push(snapshot))
  core.start()
  const played = replayer.play({ speed: null, isLooping: true })
  onTestFinished(async () => {
    replayer.stop()
    await played
    await core.close()
  })
  const more = (count: number): Promise<true> => {
    const wanted = snapshots.length + count
    return until(`${count} Snapshots`, () => (snapshots.length >= wanted ? true : null))
  }
  return { core, replayer, played, snapshots, more }
}

test('a replay that is paused goes on when that is over', async () => {
  const { core, replayer, snapshots, more } = await startReplay()
  await more(3)
  core.tell({ kind: 'locked' })
  const beganAtMs = replayer.host.clock.nowMs()
  await until('an hour', () => (replayer.host.clock.nowMs() > beganAtMs + 3_600_000 ? true : null))
  const count = snapshots.length
  await until('two', () => (replayer.host.clock.nowMs() > beganAtMs + 7_200_000 ? true : null))
  expect(snapshots.length).toBe(count)
  core.tell({ kind: 'unlocked' })
  await more(3)
})

test('a replay that is closed during a pause ends', async () => {
  const { core, played, more } = await startReplay()
  await more(3)
  core.tell({ kind: 'locked' })
  await core.close()
  await played
})

test('in a replay the pace follows this machine, and the battery is that of the recording', async () => {
  const { core, snapshots, more } = await startReplay()
  await more(3)
  // of a slow source: what is asked fast is so all the more often while the model of this scene loads
  const everyMs = () => snapshots.at(-1)?.sources.find(({ id }) => id === 'pressure')?.everyMs
  expect(everyMs()).toBe(60_000)
  core.tell({ kind: 'power', isOnBattery: false })
  await more(5)
  expect(everyMs()).toBe(30_000)
  expect(snapshots.at(-1)?.battery).toMatchObject({ kind: 'ok', isOnBattery: true })
})
