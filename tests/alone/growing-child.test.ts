import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Alert } from '../../src/shared/alert.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { disagreementsIn } from '../alerts/agree.ts'
import { printedSnapshot, snapshotsIn, startHeadroom } from '../headroom-program.ts'
import { sleep, startChild, until } from '../processes.ts'

const program = fileURLToPath(new URL('grower.mjs', import.meta.url))
const bytesPerSecond = 100e6
const roomBytes = 7e9
/** Half of the room is left then: what is told near the end is right by less and less in seconds, and worse in shares. */
const growsForMs = 35_000
const clearsWithinMs = 120_000
const tolerance = 0.2

const runningOut = ({ alerts }: Snapshot): Alert | undefined =>
  alerts.find(({ rule, isClearing, isStale }) => rule === 'running-out' && !isClearing && !isStale)

const msLeftOf = ({ figures }: Alert): number | null =>
  figures.kind === 'memory' ? figures.msLeft : null

test(
  'a child that grows at 100 MB/s is told of with the time left right within 20 %, by its name, in one episode that clears after its end',
  { timeout: 240_000 },
  async () => {
    const watch = startHeadroom('watch', '--json', '--room', String(roomBytes))
    const before = await printedSnapshot(watch, 'a room', ({ room }) => room.kind === 'ok')
    if (before.room.kind !== 'ok') throw new Error('no room')
    // nothing stands before it begins: the machine itself is quiet
    await sleep(5_000)

    const grower = startChild([process.execPath, program, String(bytesPerSecond)])
    const startedAtMs = Number((await grower.printed(/growing \d+/)).replace('growing ', ''))
    await sleep(growsForMs)
    grower.kill('SIGKILL')
    await grower.ended
    const endedAtMs = Date.now()

    const cleared = await until(
      'the alert cleared',
      () =>
        snapshotsIn(watch.stdout()).find(
          ({ atMs, alerts }) =>
            atMs > endedAtMs && alerts.every(({ rule }) => rule !== 'running-out'),
        ) ?? null,
      clearsWithinMs,
    )
    expect(cleared.atMs).toBeGreaterThan(endedAtMs)
    await sleep(15_000) // it must not rise again

    const snapshots = snapshotsIn(watch.stdout())
    const told = snapshots.flatMap((snapshot) => {
      const alert = runningOut(snapshot)
      return alert === undefined || snapshot.atMs > endedAtMs ? [] : [{ snapshot, alert }]
    })
    expect(told.length).toBeGreaterThan(3)
    for (const { snapshot, alert } of told) {
      // of the room as it was then: what else runs on this machine takes and gives back
      const { room } = snapshot
      if (room.kind !== 'ok') throw new Error('an alert without a room')
      const trueMsLeft = (room.roomBytes / bytesPerSecond) * 1_000
      const error = Math.abs((msLeftOf(alert) ?? Number.NaN) - trueMsLeft) / trueMsLeft
      expect(error, `${alert.sentence} (${trueMsLeft} ms left)`).toBeLessThan(tolerance)
    }
    const last = told.at(-1)?.alert
    const name = snapshots
      .find(({ atMs }) => atMs > startedAtMs + 5_000)
      ?.apps.find(({ name: one }) => one.includes('grower'))?.name
    expect(`${last?.title} ${last?.sentence}`).toContain(name ?? 'grower')

    const episodes = new Set(
      snapshots.flatMap(({ alerts }) =>
        alerts.filter(({ rule }) => rule === 'running-out').map(({ id }) => id),
      ),
    )
    expect([...episodes]).toHaveLength(1)
    expect(snapshots.flatMap(disagreementsIn)).toEqual([])
  },
)
