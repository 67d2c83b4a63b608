import type { Room } from '../../shared/snapshot.ts'
import { lineBytesOf } from './line-words.ts'
import { standingOfLoad } from './load-claim.ts'
import { pressureFigures } from './pressure-figures.ts'
import type { Unjudged } from './rule.ts'

/** What lacks memory now. */
export interface Want {
  /** The load that does not fit; null: it is the machine that is short. */
  readonly loadName: string | null
  readonly line: 'gpu' | 'ram' | 'pressure'
  readonly lineBytes: number
  readonly needBytes: number
  readonly haveBytes: number
  readonly readAtMs: number
}

/** A load that does not fit first, then a room that is short. null: nothing lacks, or it is not known how much. */
export const wantOf = (snapshot: Unjudged): Want | null =>
  wantOfLoads(snapshot) ?? wantOfRoom(snapshot)

function wantOfLoads(snapshot: Unjudged): Want | null {
  for (const load of snapshot.loads) {
    const standing = load.stage === 'loading' ? standingOfLoad(load, snapshot) : null
    if (standing?.level !== 'high') continue
    const { line, lineBytes, needBytes, haveBytes } = standing
    const readAtMs = snapshot.atMs
    return { loadName: load.name, line, lineBytes, needBytes, haveBytes, readAtMs }
  }
  return null
}

/** So much of its memory makes a room that is not tight any more (headroom/state-word.ts). */
const atEaseRatio = 0.18

type KnownRoom = Extract<Room, { readonly kind: 'ok' }>

function wantOfRoom(snapshot: Unjudged): Want | null {
  const { room, pressure } = snapshot
  if (room.kind !== 'ok' || (room.state !== 'tight' && room.state !== 'full')) return null
  if (room.stateCause === 'room') return tighterOf(room, snapshot)
  const figures = pressure.kind === 'ok' ? pressureFigures(pressure.kernel) : null
  if (figures === null || figures.gapBytes === 0 || pressure.kind !== 'ok') return null
  const { lineBytes, needBytes, haveBytes } = figures
  return {
    loadName: null,
    line: 'pressure',
    lineBytes,
    needBytes,
    haveBytes,
    readAtMs: pressure.atMs,
  }
}

/** The line on which less is left of its memory. */
function tighterOf(
  { ramRoomBytes, gpuRoomBytes, atMs }: KnownRoom,
  snapshot: Unjudged,
): Want | null {
  const wants = (['gpu', 'ram'] as const).flatMap((line): readonly Want[] => {
    const lineBytes = lineBytesOf(line, snapshot)
    const haveBytes = line === 'gpu' ? gpuRoomBytes : ramRoomBytes
    if (lineBytes === null || lineBytes === 0 || haveBytes === null) return []
    const needBytes = atEaseRatio * lineBytes
    return [{ loadName: null, line, lineBytes, needBytes, haveBytes, readAtMs: atMs }]
  })
  const short = wants.filter(({ needBytes, haveBytes }) => needBytes > haveBytes)
  const [first] = short.toSorted((a, b) => a.haveBytes / a.lineBytes - b.haveBytes / b.lineBytes)
  return first ?? null
}
