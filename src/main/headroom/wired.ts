import type { Gpu, Wired } from '../../shared/snapshot.ts'

/** One point a minute, for an hour: enough to tell what grew from what was always there. */
const pointEveryMs = 60_000
const historyMs = 3_600_000

/**
 * Wired memory, of which no GPU use explains a part: the kernel's own few gigabytes, and what a dead process may have left
 * until the next restart (macos-sources §2). Keeps the history.
 */
export function createWired(): (now: {
  readonly atMs: number
  readonly wiredBytes: number
  readonly gpu: Pick<Gpu, 'inUseBytes' | 'inUseNowBytes'>
}) => Wired {
  let history: Wired['history'] = []
  return ({ atMs, wiredBytes, gpu }) => {
    const gpuBytes = gpuPartOf(wiredBytes, gpu)
    const unattributedBytes = wiredBytes - gpuBytes
    const kept = history.filter((one) => one.atMs <= atMs && atMs - one.atMs <= historyMs)
    const last = kept.at(-1)
    const isDue = last === undefined || atMs - last.atMs >= pointEveryMs
    history = isDue ? [...kept, { atMs, unattributedBytes }] : kept
    return { wiredBytes, gpuBytes, unattributedBytes, history }
  }
}

/**
 * Whether the pages of a model that idles stay wired is not known: where wired memory is less than the most of the window,
 * they do not, and only what the GPU has now explains any of it.
 */
const gpuPartOf = (
  wiredBytes: number,
  { inUseBytes, inUseNowBytes }: Pick<Gpu, 'inUseBytes' | 'inUseNowBytes'>,
): number => (wiredBytes >= inUseBytes ? inUseBytes : Math.min(wiredBytes, inUseNowBytes))
