import type { Fit } from '../../../shared/fit.ts'
import type { LoadNeed } from '../../../shared/load.ts'
import type { FitRoom } from '../../fit/fit-room.ts'
import type { LoadFit } from '../../fit/load-fit.ts'
import { standingOf } from '../../fit/standing.ts'
import type { LoadTaking, RoomLines } from '../../headroom/load-room.ts'
import {
  basisOf,
  errorBandOf,
  needBytesOf,
  needRamBytesOf,
  ramErrorBandOf,
  type Need,
} from '../../inference/estimate/need.ts'
import type { LoadNow } from './load-entry.ts'

/** What loads are held against, at one moment. */
export interface LoadMoment {
  /** Of this machine now. */
  readonly room: FitRoom
  /** Without the loads that are under way. */
  readonly beside: RoomLines
  readonly taking: readonly LoadTaking[]
}

/** Advice takes some ten milliseconds: it holds until the room has moved by this share of it. */
const movedBy = 0.02

interface Advised {
  readonly need: Need
  readonly verdict: LoadNeedKnown['verdict']
  readonly roomBytes: number | null
  readonly found: Pick<Fit, 'maxContextThatFits' | 'advice'>
}

type LoadNeedKnown = Extract<LoadNeed, { kind: 'ok' }>

/** The needs of loads with their verdicts, one tick after the other. */
export function createLoadNeeds(): (load: LoadNow, moment: LoadMoment) => LoadNeed {
  const advised = new WeakMap<object, Advised>()
  return (load, moment) => {
    const { model, reckoning, said } = load
    if (model.kind !== 'ok') return model
    if (reckoning === null) return { kind: 'failed', reason: 'what it needs cannot be reckoned' }
    const { need, contextTokens, origin } = reckoning
    const room = roomBeside(load, moment)
    const { verdict, gapBytes, deciding } = standingOf(need, room)
    const before = advised.get(model.fit) ?? null
    const isStill =
      before?.need === need && before.verdict === verdict && !hasMoved(before.roomBytes, room)
    const found = isStill ? before.found : foundIn(model.fit, room, said)
    if (!isStill) advised.set(model.fit, { need, verdict, roomBytes: room.roomBytes, found })
    return {
      kind: 'ok',
      needBytes: needBytesOf(need),
      needRamBytes: needRamBytesOf(need),
      ...(room.device === 'cpu' ? ramErrorBandOf(need) : errorBandOf(need)),
      basis: basisOf(need),
      origin,
      contextTokens,
      verdict,
      roomBytes: room.roomBytes,
      gapBytes,
      deciding,
      besideCount: othersOf(load, moment).length,
      maxContextThatFits: found.maxContextThatFits,
      advice: found.advice,
    }
  }
}

function foundIn(fit: LoadFit, room: FitRoom, said: LoadNow['said']): Advised['found'] {
  try {
    return fit.fit(room, said)
  } catch {
    // ParseError: what its header claims comes to more than any machine could hold, where only something else is tried
    return { maxContextThatFits: null, advice: [] }
  }
}

function hasMoved(beforeBytes: number | null, { roomBytes }: FitRoom): boolean {
  if (beforeBytes === null || roomBytes === null) return beforeBytes !== roomBytes
  return Math.abs(roomBytes - beforeBytes) > movedBy * beforeBytes
}

const othersOf = ({ loading }: LoadNow, { taking }: LoadMoment): readonly LoadTaking[] =>
  taking.filter(({ id }) => id !== loading.id)

/** What is left for one of several loads: each is held against what the others leave. */
function roomBeside(load: LoadNow, moment: LoadMoment): FitRoom {
  const others = othersOf(load, moment)
  const less = (bytes: number | null, needOf: (one: LoadTaking) => number): number | null =>
    bytes === null ? null : Math.max(0, bytes - others.reduce((sum, one) => sum + needOf(one), 0))
  const { room, beside } = moment
  const gpuRoomBytes = less(beside.gpuBytes, (one) => one.gpuBytes)
  const ramRoomBytes = less(beside.ramBytes, (one) => one.ramBytes)
  const known = [gpuRoomBytes, ramRoomBytes].filter((bytes) => bytes !== null)
  const roomBytes = room.roomBytes === null || known.length === 0 ? null : Math.min(...known)
  return { ...room, roomBytes, gpuRoomBytes, ramRoomBytes }
}
