import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Host } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { tempFolder } from '../../processes.ts'
import { at, hourMs, minuteMs, pointsOf, t0 } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

/** A disk of its own, of this size; null: this machine lets nobody mount one. */
function smallDisk(sizeKb: number): string | null {
  const folder = join(tempFolder(), 'disk')
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'small', folder])
  if (mounted.status !== 0) return null
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

const mounts = process.platform === 'linux' && process.getuid?.() === 0

/** Minute after minute, each written as it would be. */
async function noteMinutes(store: ReturnType<typeof storeAt>, from: number, to: number) {
  for (let ms = from * minuteMs; ms < to * minuteMs; ms += 5_000) {
    store.note(at(ms, ms + 1))
    await store.settled()
  }
}

describe('a disk that takes nothing', () => {
  test.skipIf(!mounts)(
    'because it is full is said once; memory goes on, and all of it is written when there is room (needs root on Linux)',
    async ({ skip }) => {
      const folder = smallDisk(512)
      if (folder === null) return skip('this machine lets nobody mount a disk')
      const path = join(folder, 'history.sqlite')
      const said: string[] = []
      const store = storeAt(path, { said })
      await noteMinutes(store, 0, 3)
      const ballast = join(folder, 'ballast')
      expect(spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']).status).toBe(1)
      await noteMinutes(store, 3, 40)
      const whole = (points: ReturnType<typeof pointsOf>) =>
        points.every(([, bytes]) => bytes !== null)
      const during = await readStore(store, 0, 40 * minuteMs, 1e6)
      expect(during.trouble).toMatch(
        /^The history cannot be written \(.+\): what happens is kept in memory meanwhile$/,
      )
      expect(said).toEqual([during.trouble])
      expect(whole(pointsOf(during))).toBe(true)
      rmSync(ballast)
      await noteMinutes(store, 40, 42)
      expect((await readStore(store, 0, hourMs, 1e6)).trouble).toBeNull()
      await store.close()
      const after = await readStore(storeAt(path), 0, hourMs, 1e6)
      expect(after).toMatchObject({ trouble: null, keptSinceMs: t0 })
      expect(after.atMs.length).toBeGreaterThan(41 * 60)
      expect(whole(pointsOf(after))).toBe(true)
    },
  )
})

describe('a place that takes nothing', () => {
  test('because its folder cannot be made is said once, and memory goes on until it can', async () => {
    const folder = tempFolder()
    const path = join(folder, 'kept', 'history.sqlite')
    writeFileSync(join(folder, 'kept'), 'a file in its place')
    const said: string[] = []
    const store = storeAt(path, { said })
    await noteMinutes(store, 0, 4)
    const history = await readStore(store, 0, hourMs)
    expect(history).toMatchObject({ keptIn: 'memory', keptSinceMs: t0 })
    expect(said).toEqual([history.trouble])
    rmSync(join(folder, 'kept'))
    await noteMinutes(store, 4, 6)
    expect(await readStore(store, 0, hourMs)).toMatchObject({ keptIn: 'store', trouble: null })
    expect(existsSync(path)).toBe(true)
  })

  test.skipIf(!mounts)(
    'because it is read only leaves what is there as it is, and reads it (needs root on Linux)',
    async ({ skip }) => {
      const folder = smallDisk(2_048)
      if (folder === null) return skip('this machine lets nobody mount a disk')
      const path = join(folder, 'history.sqlite')
      const before = storeAt(path)
      await noteMinutes(before, 0, 2)
      await before.close()
      expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0)
      const said: string[] = []
      const store = storeAt(path, { said })
      await noteMinutes(store, 10, 14)
      const history = await readStore(store, 0, hourMs, 1e6)
      expect([history.keptSinceMs, said]).toEqual([t0, [history.trouble]])
      expect(history.trouble).toContain('cannot be written')
      expect(pointsOf(history).at(-1)?.[1]).toBe(14 * minuteMs - 5_000 + 1)
      expect((await store.clear()).kind).toBe('failed')
      const looker = await readStore(storeAt(path, { mayWrite: false }), 0, hourMs, 1e6)
      expect(looker).toMatchObject({ trouble: null, keptIn: 'store', keptSinceMs: t0 })
    },
  )

  test('because this Node has no SQLite is said once', async () => {
    const host: Host = {
      ...createLocalHost(),
      openDatabase: async () => ({
        kind: 'absent',
        reason: 'this Node has no SQLite',
        atMs: 0,
        tookMs: 0,
      }),
    }
    const path = newStorePath()
    const said: string[] = []
    const store = storeAt(path, { host, said })
    await noteMinutes(store, 0, 3)
    expect(said).toEqual([
      'This Node has no SQLite: the history is kept in memory, and ends with Headroom',
    ])
    expect((await readStore(store, 0, hourMs)).keptIn).toBe('memory')
  })
})
