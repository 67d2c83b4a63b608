import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  headroom,
  printedSnapshot,
  program,
  snapshotIn,
  snapshotsIn,
  startHeadroom,
} from '../headroom-program.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import type { App } from '../../src/shared/app.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'

const withinMs = 3_000
const hogBytes = 400 * 2 ** 20

/** A real program that takes memory and touches it; it says when it has it. */
async function startHog() {
  const path = join(tempFolder(), 'hog.mjs')
  const lines = [
    `globalThis.held = Array.from({ length: 4 }, () => Buffer.alloc(${hogBytes / 4}).fill(1))`,
    "console.log('holding')",
    'setInterval(() => {}, 1e6)',
  ]
  writeFileSync(path, lines.join('\n'))
  const hog = startChild([process.execPath, path])
  await hog.printed(/holding/)
  return hog
}

const hogIn = ({ apps }: Snapshot): App | null =>
  apps.find(({ name }) => name === 'hog.mjs') ?? null

describe('headroom watch, while programs come and go,', () => {
  test('sees a program that takes memory within 3 s, and that it is gone', async () => {
    const watch = startHeadroom('watch', '--json')
    await printedSnapshot(watch, 'no hog yet', (snapshot) => hogIn(snapshot) === null)
    const hog = await startHog()
    const holdingAtMs = Date.now()
    const seen = await printedSnapshot(
      watch,
      'the hog in it',
      (snapshot) => (hogIn(snapshot)?.memoryBytes ?? 0) >= hogBytes,
    )
    expect(seen.atMs - holdingAtMs).toBeLessThan(withinMs)
    expect(hogIn(seen)?.memoryBytes).toBeLessThan(hogBytes * 1.5)
    expect(hogIn(seen)?.processes.map(({ pid }) => pid)).toEqual([hog.pid])
    expect(seen.apps[0]?.memoryBytes).toBeGreaterThanOrEqual(hogBytes)

    hog.kill('SIGKILL')
    await hog.ended
    const endedAtMs = Date.now()
    const lost = await printedSnapshot(
      watch,
      'the hog gone',
      (snapshot) => snapshot.atMs >= endedAtMs && hogIn(snapshot) === null,
    )
    expect(lost.atMs - endedAtMs).toBeLessThan(withinMs)
  })
})

describe('headroom watch', () => {
  test('--room lowers the room to that, and holds the rest back', async () => {
    const { memory } = snapshotIn((await headroom('status', '--json')).stdout)
    if (memory.kind !== 'ok') throw new Error('memory is not known')
    const capBytes = Math.floor(memory.availableBytes / 4)
    const watch = startHeadroom('watch', '--json', '--room', String(capBytes))
    const { room } = await printedSnapshot(watch, 'a room', ({ room }) => room.kind === 'ok')
    if (room.kind !== 'ok') throw new Error('room is not known')
    expect(room.ramRoomBytes).toBe(capBytes)
    expect(room.roomBytes).toBeLessThanOrEqual(capBytes)
    expect(room.ramHeldBackBytes).toBeGreaterThan(capBytes)
  })

  test('--room takes sizes as people write them', async () => {
    const watch = startHeadroom('watch', '--json', '--room', '6GB')
    const { room } = await printedSnapshot(watch, 'a room', ({ room }) => room.kind === 'ok')
    expect(room.kind === 'ok' ? room.roomBytes : null).toBeLessThanOrEqual(6e9)
  })

  test('--every prints so often, though it looks more often', async () => {
    const watch = startHeadroom('watch', '--json', '--every', '2s')
    const snapshots = await until('three lines', () => {
      const found = snapshotsIn(watch.stdout())
      return found.length >= 3 ? found : null
    })
    const [first, second, third] = snapshots.map(({ atMs }) => atMs)
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(1_800)
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(1_800)
  })

  test('prints a line a tick for people', async () => {
    const watch = startHeadroom('watch')
    await watch.printed(/^.*(free for models|No room left).* · most: .*\n/m)
    expect(watch.stderr()).toBe('')
  })
})

describe('headroom watch ends', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('with 0 for %s', async (signal) => {
    const watch = startHeadroom('watch', '--json')
    await watch.printed(/\n/)
    watch.kill(signal)
    expect(await watch.ended).toEqual({ code: 0, signal: null })
    expect(watch.stderr()).toBe('')
    expect(snapshotsIn(watch.stdout()).length).toBeGreaterThan(0)
  })

  test('quietly with 0 when nobody reads it any more', async () => {
    const watch = startHeadroom('watch', '--json')
    await watch.printed(/\n/)
    watch.stopReading()
    expect(await watch.ended).toEqual({ code: 0, signal: null })
    expect(watch.stderr()).toBe('')
  })

  test.skipIf(!existsSync('/bin/bash'))('so in a pipe to head (needs bash)', async () => {
    const script = 'set -o pipefail; "$0" "$1" watch --json | head -n 1'
    const pipe = startChild(['/bin/bash', '-c', script, process.execPath, program])
    expect(await pipe.ended).toEqual({ code: 0, signal: null })
    expect(snapshotsIn(pipe.stdout())).toHaveLength(1)
    expect(pipe.stderr()).toBe('')
  })
})
