import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Load } from '../../src/shared/load.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { printedSnapshot, startHeadroom } from '../headroom-program.ts'
import { tempFolder, until } from '../processes.ts'
import { engineWords, lacking, residentBytes, spawned, timeout } from './own-engine.ts'
import type { SpawnedEngine } from './start-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'
import { whenTold } from './watching.ts'

const mib = 2 ** 20
/** Of this context 1.7 GiB of cache and more for computing are made: some seconds of work. */
const contextTokens = 300_000
/** Less than half of what that takes, and more than what else runs on this machine takes meanwhile. */
const roomBytes = 1_024 * mib

/** Headroom over this machine, somebody looking, with so much room at first. */
async function watchingWith(roomCapBytes: number | null): Promise<Core> {
  const core = await createCore(createLocalHost(), { roomCapBytes })
  onTestFinished(() => core.close())
  core.look()
  core.start()
  await whenTold(core, 'the first Snapshot is there', (snapshot) => snapshot)
  return core
}

const loadOf = ({ loads }: Snapshot, file: string): Load | null =>
  loads.find((load) => load.file === file) ?? null

const foreseenIn = (snapshot: Snapshot, file: string): Load | null => {
  const load = loadOf(snapshot, file)
  return load?.need.kind === 'ok' && load.need.verdict !== 'unknown' ? load : null
}

/** When it began to answer that it is well. */
const upAt = ({ url }: SpawnedEngine): Promise<number> =>
  until(
    'it is up',
    async () => {
      const isWell = await fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false, // ECONNREFUSED: it does not listen yet
      )
      return isWell ? Date.now() : null
    },
    40_000,
  )

describe.skipIf(lacking !== null)(
  `a load by a real llama.cpp (${engineWords})`,
  { timeout },
  () => {
    test('has its need and verdict before it is done, and is as large as it was said', async () => {
      const file = join(tempFolder(), 'tiny.gguf')
      writeTinyGguf(file)
      const core = await watchingWith(null)
      const running = await spawned({ kind: 'model', file, contextTokens, slots: 1 })
      const up = upAt(running)
      const seen = await whenTold(core, 'its need is told', (one) => foreseenIn(one, file))
      expect(seen).toMatchObject({ stage: 'loading', need: { verdict: 'fits', contextTokens } })
      const done = await whenTold(core, 'it is loaded', (snapshot) => {
        const load = loadOf(snapshot, file)
        return load?.stage === 'loaded' ? load : null
      })
      const gainedMs = (done.endedAtMs ?? 0) - (done.foreseenAtMs ?? Number.POSITIVE_INFINITY)
      expect(gainedMs).toBeGreaterThan(0)
      expect(seen.foreseenAtMs).toBeLessThan(await up)
      if (seen.need.kind !== 'ok') throw new Error('it has a need')
      const { needRamBytes } = seen.need
      // node and the library's own take some 100 MB that no llama-server has
      expect(residentBytes(running.pid)).toBeLessThan(needRamBytes + 200 * mib)
      expect(residentBytes(running.pid)).toBeGreaterThan(0.7 * needRamBytes)
    })

    test('is flagged by watch --room before it is up, where its context is too long', async () => {
      const file = join(tempFolder(), 'tiny.gguf')
      writeTinyGguf(file)
      const watch = startHeadroom('watch', '--json', '--room', String(roomBytes))
      await printedSnapshot(watch, 'a first Snapshot', () => true)
      const running = await spawned({ kind: 'model', file, contextTokens, slots: 1 })
      const up = upAt(running)
      const snapshot = await printedSnapshot(
        watch,
        'its need',
        (one) => foreseenIn(one, file) !== null,
      )
      const seenAtMs = Date.now()
      const load = foreseenIn(snapshot, file)
      if (load?.need.kind !== 'ok') throw new Error('it has a need')
      expect(load.need.verdict).toBe('no')
      expect(load.need.gapBytes).toBeGreaterThan(300 * mib)
      // null: others have taken what was left, and none fits
      expect(load.need.maxContextThatFits ?? 0).toBeLessThan(contextTokens)
      expect(load.need.advice.some(({ isEnough }) => isEnough)).toBe(true)
      expect(seenAtMs).toBeLessThan(await up)
    })
  },
)
