import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Stir } from '../../host/flight/tape.ts'

/** What of a Snapshot tells whether something goes on. */
export type VigilSight = Pick<
  Snapshot,
  | 'atMs'
  | 'room'
  | 'memory'
  | 'pressure'
  | 'swap'
  | 'loads'
  | 'models'
  | 'servers'
  | 'alerts'
  | 'findings'
>

/** So long after the last movement everything is still wanted. */
const lingerMs = 60_000
/** Of RAM: less is the noise of a machine that works. */
const movedRatio = 0.01
/** A kernel that tidies up swaps less than this. */
const swappingBytesPerSecond = 100_000

/** Judges each Snapshot in the order of time: whether all is to be recorded, or where its figures went, or nothing. */
export function createVigil(): (sight: VigilSight) => Stir {
  let names: string | null = null
  let movedAtMs = 0
  let keptRoomBytes: number | null = null
  return (sight) => {
    const namesNow = namesIn(sight)
    const isStirred = namesNow !== names || goesOn(sight)
    names = namesNow
    // a clock that was set back begins it anew
    const sinceMs = sight.atMs - movedAtMs
    if (isStirred) movedAtMs = sight.atMs
    const isAwake = isStirred || (sinceMs >= 0 && sinceMs < lingerMs)
    const hasMoved = hasRoomMoved(sight, keptRoomBytes)
    if (isAwake || hasMoved) keptRoomBytes = roomOf(sight)
    return isAwake ? 'awake' : hasMoved ? 'moved' : 'rest'
  }
}

/** What comes and goes: servers, models, alerts, findings. */
const namesIn = ({ servers, models, alerts, findings }: VigilSight): string =>
  JSON.stringify([servers, models, alerts, findings].map((some) => some.map(({ id }) => id).sort()))

function goesOn({ room, pressure, swap, loads, models }: VigilSight): boolean {
  return (
    loads.some(({ stage }) => stage === 'loading') ||
    models.some(({ state }) => state === 'generating' || state === 'loading') ||
    room.state === 'tight' ||
    room.state === 'full' ||
    (pressure.kind === 'ok' && pressure.level !== 'normal') ||
    (swap.kind === 'ok' && (swap.outBytesPerSecond ?? 0) > swappingBytesPerSecond)
  )
}

function hasRoomMoved({ room, memory }: VigilSight, keptBytes: number | null): boolean {
  if (room.kind !== 'ok' || memory.kind !== 'ok') return false
  if (keptBytes === null) return true
  return Math.abs(room.roomBytes - keptBytes) > movedRatio * memory.totalBytes
}

const roomOf = ({ room }: VigilSight): number | null => (room.kind === 'ok' ? room.roomBytes : null)
