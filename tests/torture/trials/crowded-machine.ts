import { join } from 'node:path'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { processCount } from '../../frame/proc.ts'
import { startServe } from '../../frame/serve.ts'
import { wrongSumsOf } from '../../frame/sums.ts'
import { startClient } from '../load/client.ts'
import { startListeners, startManyPorts, startSleepers } from '../load/crowd.ts'
import { megabytes, takenBy } from '../load/gauge.ts'
import { becomesTrue, livedThrough } from '../load/span.ts'
import { ownEnv, ownFolder } from '../load/world.ts'
import type { Trial } from '../trial.ts'

const sleeperCount = 5_000
const portCount = 500
const seconds = 20
const seenWithinMs = 90_000
const settlesWithinMs = 180_000
/** Others come and go on the same machine. */
const slackCount = 200
/** A list of 5 000 programs, three times: read, folded, told. */
const mostWrittenBytes = 600e6
const mostFilesMore = 4

const processesIn = (snapshot: Snapshot | null): number =>
  (snapshot?.apps ?? []).reduce((sum, { processes }) => sum + processes.length, 0)

/** Thousands of programs, hundreds of ports. */
export const trial: Trial = {
  name: 'crowded-machine',
  what: `${sleeperCount} programs, ${portCount} that listen on a port each, one server that listens on ${portCount}`,
  run: async ({ children }) => {
    const folder = ownFolder('crowded')
    const serve = await startServe(children, { env: ownEnv(folder) })
    const client = await startClient(serve, true)
    const quiet = await livedThrough('before', serve, [client], seconds)
    const filesBefore = takenBy(serve.pid).files

    const many = await startManyPorts(children, join(folder, 'bin'), portCount)
    const listeners = await startListeners(portCount)
    const sleepers = await startSleepers(sleeperCount)
    const isSeen = await becomesTrue(
      () => processesIn(client.last()) >= sleeperCount + portCount,
      seenWithinMs,
    )
    const crowded = await livedThrough('among them', serve, [client], seconds)
    const snapshot = client.last()
    const there = processCount()
    const seen = processesIn(snapshot)
    const most = takenBy(serve.pid)
    const wrongSums = snapshot === null ? [] : wrongSumsOf(snapshot)
    const asked = many.asked()

    await Promise.all([sleepers.end(), listeners.end()])
    const isOver = await becomesTrue(
      () =>
        processesIn(client.last()) < sleeperCount &&
        takenBy(serve.pid).files <= filesBefore + mostFilesMore,
      settlesWithinMs,
    )
    const after = await livedThrough('after', serve, [client], seconds)
    client.close()
    const checks: readonly (readonly [boolean, string])[] = [
      [isSeen, `only ${seen} programs were seen`],
      [seen <= there + slackCount, `${seen} programs were told, ${there} are there`],
      [asked < 40 * seconds, `the server of many ports was asked ${asked} times`],
      [wrongSums.length === 0, `${wrongSums.length} sums did not add up`],
      [most.dirtyBytes < mostWrittenBytes, `it took ${megabytes(most.dirtyBytes)}`],
      [isOver, 'it did not come back to what it was'],
    ]
    return {
      trials: client.count(),
      faults: [
        ...checks.flatMap(([holds, fault]) => (holds ? [] : [fault])),
        ...[quiet, crowded, after].flatMap(({ faults }) => faults),
      ],
      figures: [
        ...[quiet, crowded, after].flatMap(({ figures }) => figures),
        `${seen} programs told; the processes took ${tookMsOf(snapshot)} ms to be read; the server of ${portCount} ports was asked some ${asked} times`,
        `longest waits for a Snapshot: ${client
          .longestGapsMs()
          .slice(0, 3)
          .map((ms) => `${Math.round(ms)} ms`)
          .join(', ')}`,
      ],
    }
  },
}

const tookMsOf = (snapshot: Snapshot | null): number =>
  Math.round(snapshot?.sources.find(({ id }) => id === 'processes')?.tookMs ?? Number.NaN)
