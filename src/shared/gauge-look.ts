import { loudest } from './alert-text.ts'
import { capacityOf } from './capacity.ts'
import { gaugeSteps, type GaugeLook } from './gauge.ts'
import type { GaugeStyle } from './settings.ts'
import type { Snapshot, StateWord } from './snapshot.ts'

/** The gauge of this Snapshot. `null`: nothing is known yet. What is not of now is not known: an instrument shows no old figure as its own. */
export function gaugeLookOf(snapshot: Snapshot | null, style: GaugeStyle): GaugeLook {
  const { state, roomBytes } = roomOfNow(snapshot)
  const capacityBytes = snapshot === null ? null : capacityOf(snapshot)
  return {
    style,
    state,
    alert: loudest(snapshot?.alerts ?? []),
    isReplay: snapshot?.mode === 'replay',
    steps: stepsOf(roomBytes, capacityBytes),
  }
}

interface RoomOfNow {
  readonly state: StateWord
  /** null with the state unknown: what may be smaller than it says is no promise (a GPU that does not answer). */
  readonly roomBytes: number | null
}

export function roomOfNow(snapshot: Snapshot | null): RoomOfNow {
  const room = snapshot?.room
  if (room?.kind !== 'ok' || room.isStale || room.state === 'unknown')
    return { state: 'unknown', roomBytes: null }
  return { state: room.state, roomBytes: room.roomBytes }
}

/** How much of the gauge is taken: what is not room, of all that there can be. */
function stepsOf(roomBytes: number | null, capacityBytes: number | null): number {
  if (roomBytes === null || capacityBytes === null) return 0
  const takenRatio = 1 - roomBytes / capacityBytes
  return Math.max(0, Math.min(gaugeSteps, Math.round(takenRatio * gaugeSteps)))
}
