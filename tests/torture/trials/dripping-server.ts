import { join } from 'node:path'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { startServe } from '../../frame/serve.ts'
import { startFakeServers } from '../../bench/fake-servers.ts'
import { startClient } from '../load/client.ts'
import { becomesTrue, livedThrough } from '../load/span.ts'
import { ownEnv, ownFolder, startDripping } from '../load/world.ts'
import type { Trial } from '../trial.ts'

const dripCount = 5
const seconds = 45
const seenWithinMs = 60_000
const goneWithinMs = 20_000
/** Four questions side by side, each given up at its deadline; other Headrooms of this machine find them and ask as well. */
const mostOpenEach = 24

const readyAmong = (snapshot: Snapshot | null): number =>
  (snapshot?.servers ?? []).filter(({ state }) => state === 'ready').length

/** Servers that answer one byte a second, beside six that answer well. */
export const trial: Trial = {
  name: 'dripping-server',
  what: `${dripCount} servers that answer one byte a second, beside others that answer well`,
  run: async ({ children }) => {
    const folder = ownFolder('dripping')
    const well = await startFakeServers(children)
    const serve = await startServe(children, { env: ownEnv(folder) })
    const client = await startClient(serve, true)
    const areAllReady = await becomesTrue(
      () => readyAmong(client.last()) >= well.count,
      seenWithinMs,
    )
    const before = await livedThrough('before', serve, [client], seconds / 3)
    const askedBefore = well.requestCount()
    const drips = await Promise.all(
      Array.from({ length: dripCount }, (_, index) =>
        startDripping(children, join(folder, `bin-${index}`)),
      ),
    )
    const among = await livedThrough('among them', serve, [client], seconds)
    const snapshot = client.last()
    const asked = well.requestCount() - askedBefore
    const mostOpen = Math.max(...drips.map((drip) => drip.mostOpen()))
    client.close()
    const areClosed = await becomesTrue(
      () => drips.every((drip) => drip.open() === 0),
      goneWithinMs,
    )
    const checks: readonly (readonly [boolean, string])[] = [
      [areAllReady, 'the servers that answer well were not found'],
      [
        readyAmong(snapshot) >= well.count,
        `${readyAmong(snapshot)} of ${well.count} servers were ready among those that drip`,
      ],
      [asked > 0, 'the others were asked no more'],
      [mostOpen > 0, 'those that drip were never asked'],
      [mostOpen <= mostOpenEach, `${mostOpen} connections stood open at once to one of them`],
      [areClosed, 'connections to them stayed open'],
    ]
    return {
      trials: client.count(),
      faults: [
        ...checks.flatMap(([holds, fault]) => (holds ? [] : [fault])),
        ...[before, among].flatMap(({ faults }) => faults),
      ],
      figures: [
        ...[before, among].flatMap(({ figures }) => figures),
        `to one that drips at most ${mostOpen} connections stood open at once; the others were asked ${asked} times meanwhile`,
        `longest waits for a Snapshot: ${client
          .longestGapsMs()
          .slice(0, 3)
          .map((ms) => `${Math.round(ms)} ms`)
          .join(', ')}`,
      ],
    }
  },
}
