import { loadId } from '../../../shared/ids.ts'
import type { Load } from '../../../shared/load.ts'
import type { LoadReckoning, LoadSaid } from '../../fit/load-fit.ts'
import type { LoadTaking } from '../../headroom/load-room.ts'
import { needBytesOf, needRamBytesOf } from '../../inference/estimate/need.ts'
import { serverIdOf, type ProcessMemory } from '../../inference/inventory/inventory.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { LoadModel } from './load-models.ts'

/** A load that is under way, at one moment. */
export interface LoadNow {
  readonly loading: Loading
  readonly model: LoadModel
  readonly said: LoadSaid
  /** By its model, and by what is said of it; null where nothing can be said. */
  readonly reckoning: LoadReckoning | null
  /** What its processes hold; null where that is not known. */
  readonly memory: ProcessMemory | null
}

export const takingOf = ({ loading, reckoning, memory }: LoadNow): readonly LoadTaking[] =>
  reckoning === null
    ? []
    : [
        {
          id: loading.id,
          needBytes: needBytesOf(reckoning.need),
          needRamBytes: needRamBytesOf(reckoning.need),
          heldBytes: memory?.bytes ?? null,
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
  const heldRatio = memory === null || needRamBytes === 0 ? 0 : memory.bytes / needRamBytes
  const ratio = Math.max(heldRatio, gpuRatio ?? 0)
  return ratio === 0 ? null : Math.min(mostDoneRatio, ratio)
}

/** What is known of a load when it is seen for the first time. */
export const beginLoad = ({ id, joined, toldBy }: Loading, name: string, atMs: number): Load => ({
  id: loadId(id),
  serverId: serverIdOf(joined.owner),
  name,
  file: null,
  toldBy,
  startedAtMs: toldBy === 'process' ? joined.holder.found.root.startedAtMs : atMs,
  stage: 'loading',
  endedAtMs: null,
  foreseenAtMs: null,
  need: { kind: 'waiting', reason: 'its model is looked for' },
  doneRatio: null,
})
