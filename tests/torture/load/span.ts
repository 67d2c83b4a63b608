import { sleep } from '../../frame/children.ts'
import type { Serve } from '../../frame/serve.ts'
import type { Client } from './client.ts'
import { cpuRatioOf, megabytes, percent, takenBy } from './gauge.ts'

/** Of the ticks that were due, a machine that is full must still give so many. */
const leastTickShare = 0.3

export interface Span {
  readonly faults: readonly string[]
  readonly figures: readonly string[]
}

/** So many seconds of serve with these clients: whether each of them was told all the time, and what that took. */
export async function livedThrough(
  what: string,
  serve: Serve,
  clients: readonly Client[],
  seconds: number,
): Promise<Span> {
  const countsBefore = clients.map((client) => client.count())
  const before = takenBy(serve.pid)
  await sleep(seconds * 1_000)
  const after = takenBy(serve.pid)
  const counts = clients.map((client, index) => client.count() - (countsBefore[index] ?? 0))
  const least = Math.min(...counts)
  const elapsed = after.atSeconds - before.atSeconds
  const ends = clients.flatMap((client) => client.end() ?? [])
  return {
    faults: [
      ...(least >= elapsed * leastTickShare
        ? []
        : [`${what}: a client was given ${least} Snapshots in ${Math.round(elapsed)} s`]),
      ...(ends.length === 0 ? [] : [`${what}: clients were sent away: ${ends.join(', ')}`]),
    ],
    figures: [
      `${what}: ${least} to ${Math.max(...counts)} Snapshots in ${Math.round(elapsed)} s at each of ${clients.length}, ${percent(cpuRatioOf(before, after))} of one core, ${megabytes(after.dirtyBytes)} written memory, ${after.files} files, ${after.sockets} sockets`,
    ],
  }
}

/** Waits, but not for ever, until it is so; answers with whether it is. */
export async function becomesTrue(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  while (!isSo() && performance.now() < until) await sleep(200)
  return isSo()
}
