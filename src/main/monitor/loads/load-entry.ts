import { loadId } from '../../../shared/ids.ts'
import type { Load } from '../../../shared/load.ts'
import type { FitRoom } from '../../fit/fit-room.ts'
import { lineNeedsOf } from '../../fit/fit.ts'
import type { LoadReckoning, LoadSaid } from '../../fit/load-fit.ts'
import type { LoadTaking } from '../../headroom/load-room.ts'
import { needRamBytesOf } from '../../inference/estimate/need.ts'
import { serverIdOf } from '../../inference/inventory/inventory.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { LoadMemory } from '../servers/server-world.ts'
import type { LoadModel } from './load-models.ts'

/** A load that is under way, at one moment. */
export interface LoadNow {
  readonly loading: Loading
  readonly model: LoadModel
  readonly said: LoadSaid
  /** By its model, and by what is said of it; null where nothing can be said. */
  readonly reckoning: LoadReckoning | null
  /** What its processes hold; null where that is not known. */
  readonly memory: LoadMemory | null
}

/** `startedAtMs`: when it began, as far as that is known. */
export const takingOf = (
  { loading, reckoning, memory }: LoadNow,
  startedAtMs: number,
  device: FitRoom['device'],
): readonly LoadTaking[] =>
  reckoning === null
    ? []
    : [
        {
          id: loading.id,
          startedAtMs,
          ...lineNeedsOf(reckoning.need, device),
          ownBytes: memory?.ownBytes ?? null,
          isFresh: memory?.isFresh ?? false,
        },
      ]

/** A load is not done before its server says so. */
const mostDoneRatio = 0.99

/** How much of it is there: by what its processes hold, and by what all loads have taken of the GPU since they began. */
export function doneRatioOf(
  { reckoning, memory }: LoadNow,
  gpuRatio: number | null,
): number | null {
  if (reckoning === null) return null
  const needRamBytes = needRamBytesOf(reckoning.need)
  const heldRatio = needRamBytes === 0 ? 0 : (memory?.residentBytes ?? 0) / needRamBytes
  const ratio = Math.max(heldRatio, gpuRatio ?? 0)
  return ratio === 0 ? null : Math.min(mostDoneRatio, ratio)
}

/** What is known of a load when it is seen for the first time. */
export const beginLoad = (
  { id, joined, toldBy, below }: Loading,
  name: string,
  startedAtMs: number,
): Load => ({
  id: loadId(id),
  serverId: serverIdOf(joined.owner),
  serverTitle: (below ?? joined.owner).spec.title,
  name,
  file: null,
  toldBy,
  startedAtMs,
  stage: 'loading',
  endedAtMs: null,
  foreseenAtMs: null,
  need: { kind: 'waiting', reason: 'its model is looked for' },
  doneRatio: null,
})

/** When loads began, by their ids: as far as that is known, else when they were seen first. */
export function createLoadStarts(): (
  loads: readonly LoadNow[],
  atMs: number,
) => ReadonlyMap<string, number> {
  let starts: ReadonlyMap<string, number> = new Map()
  return (loads, atMs) => {
    starts = new Map(
      loads.map(({ loading }) => [loading.id, starts.get(loading.id) ?? startOf(loading, atMs)]),
    )
    return starts
  }
}

/** A process that loads began with it; of one that serves others, or is not found yet, nothing is known before the first sign. */
function startOf({ joined: { holder }, toldBy, announced }: Loading, atMs: number): number {
  const isOwn = announced === null && (toldBy === 'process' || holder.state === 'starting')
  return isOwn ? holder.found.root.startedAtMs : atMs
}
