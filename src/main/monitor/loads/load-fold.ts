import { baseName } from '../../../shared/base-name.ts'
import type { Load } from '../../../shared/load.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { roomNow } from '../../fit/fit-room.ts'
import { withHolders, type HoldersIn } from '../../fit/room-holders.ts'
import { createRoomBeside, type LoadTaking, type RoomLines } from '../../headroom/load-room.ts'
import { createLoadBook, type LoadEnd, type SeenLoad } from './load-book.ts'
import { beginLoad, createLoadStarts, doneRatioOf, takingOf, type LoadNow } from './load-entry.ts'
import { createLoadNeeds, type LoadMoment } from './load-needs.ts'

/** What of a Snapshot loads are held against. */
export type RoomMoment = Pick<Snapshot, 'room' | 'limit'> & Omit<HoldersIn, 'atMs'>

/** The loads of one tick after the other. */
export type LoadFold = (
  atMs: number,
  loads: readonly LoadNow[],
  moment: RoomMoment,
) => readonly Load[]

/** `endOf`: of a load that is under way no more. */
export function createLoadFold(platform: string, endOf: (id: string) => LoadEnd | null): LoadFold {
  const book = createLoadBook()
  const besideOf = createRoomBeside((id) => endOf(id) === 'loaded')
  const needOf = createLoadNeeds()
  const startsOf = createLoadStarts()

  return (atMs, loads, moment) => {
    const here = roomNow(moment, platform)
    const room = loads.length === 0 ? here : withHolders(here, { ...moment, atMs })
    const now = { gpuBytes: room.gpuRoomBytes, ramBytes: room.ramRoomBytes }
    const starts = startsOf(loads, atMs)
    const taking = loads.flatMap((load) =>
      takingOf(load, starts.get(load.loading.id) ?? atMs, room.device),
    )
    const beside = besideOf(atMs, now, taking)
    const gpuRatio = gpuRatioOf(now, beside, taking)
    const seen = loads.map((load): SeenLoad => ({
      id: load.loading.id,
      step: (before) => stepOf(before, load, { room, beside, taking, gpuRatio, starts, atMs }),
    }))
    return book.step(seen, endOf, atMs)
  }

  interface StepMoment extends LoadMoment {
    readonly gpuRatio: number | null
    readonly starts: ReadonlyMap<string, number>
    readonly atMs: number
  }

  function stepOf(before: Load | null, load: LoadNow, moment: StepMoment): Load {
    const { atMs, starts } = moment
    const name = nameOf(load)
    const base = before ?? beginLoad(load.loading, name, starts.get(load.loading.id) ?? atMs)
    const need = needOf(load, moment)
    const isForeseen = need.kind === 'ok' && need.verdict !== 'unknown'
    const ratio = doneRatioOf(load, moment.gpuRatio)
    return {
      ...base,
      name,
      file: load.model.kind === 'ok' ? load.model.path : base.file,
      need,
      foreseenAtMs: base.foreseenAtMs ?? (isForeseen ? atMs : null),
      // what has been read does not become less
      doneRatio: ratio === null ? base.doneRatio : Math.max(ratio, base.doneRatio ?? 0),
    }
  }
}

/** Of all loads together; null where no GPU tells. */
function gpuRatioOf(
  now: RoomLines,
  beside: RoomLines,
  taking: readonly LoadTaking[],
): number | null {
  const needBytes = taking.reduce((sum, load) => sum + load.gpuBytes, 0)
  if (now.gpuBytes === null || beside.gpuBytes === null || needBytes === 0) return null
  return (beside.gpuBytes - now.gpuBytes) / needBytes
}

/** As its server calls it, else by its file. */
export function nameOf({ loading: { joined }, model }: LoadNow): string {
  const { facts, fileName, owner } = joined
  const named = fileName ?? facts.id ?? null
  if (named !== null) return named
  return model.kind === 'ok' ? model.name : baseName(facts.path ?? owner.spec.title)
}
