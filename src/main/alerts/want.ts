import type { Load } from '../../shared/load.ts'
import type { Room } from '../../shared/snapshot.ts'
import type { Gaps } from '../relief/gaps.ts'
import { lineBytesOf } from './line-words.ts'
import { standingOfLoad } from './load-claim.ts'
import { pressureFigures } from './pressure-figures.ts'
import type { Unjudged } from './rule.ts'

/** What lacks memory now. */
export interface Want {
  /** The load that does not fit; null: it is the machine that is short. */
  readonly load: Load | null
  readonly line: 'gpu' | 'ram' | 'pressure'
  readonly lineBytes: number
  readonly needBytes: number
  readonly haveBytes: number
  readonly readAtMs: number
  /** The same on both lines: an app gives back on one of them only. */
  readonly gaps: Gaps
}

/** What wants count: a load that will help itself is left out by whoever says so. */
export type Counts = (load: Load) => boolean

/** A load that does not fit first, then a room that is short. null: nothing lacks, or it is not known how much. */
export const wantOf = (snapshot: Unjudged, counts: Counts = () => true): Want | null =>
  wantOfLoads(snapshot, counts) ?? wantOfRoom(snapshot)

function wantOfLoads(snapshot: Unjudged, counts: Counts): Want | null {
  for (const load of snapshot.loads) {
    const standing = load.stage === 'loading' ? standingOfLoad(load, snapshot) : null
    if (standing?.level !== 'high' || !counts(load)) continue
    const { line, lineBytes, needBytes, haveBytes } = standing
    const gaps = gapsOfLoad(load, { line, needBytes, haveBytes }, snapshot)
    return { load, line, lineBytes, needBytes, haveBytes, readAtMs: snapshot.atMs, gaps }
  }
  return null
}

/**
 * The Load tells its line with the most missing. What the other lacks is reckoned from the room of now and what of the load is in
 * memory already, and is never more than that.
 */
function gapsOfLoad(
  { need, doneRatio }: Load,
  { line, needBytes, haveBytes }: Pick<Want, 'needBytes' | 'haveBytes'> & { line: 'gpu' | 'ram' },
  { room, gpu }: Unjudged,
): Gaps {
  const isUnified = gpu.kind === 'ok' && gpu.isUnified
  // what is beyond the limit comes back first; a load that has some of it already is not its own trouble
  const isBeyond = line === 'gpu' && haveBytes === 0 && gpu.kind === 'ok'
  const beyondBytes = isBeyond ? (gpu.beyondLimitBytes ?? 0) : 0
  const gapBytes = Math.max(0, needBytes - haveBytes) + beyondBytes
  const otherOf = (wholeBytes: number, roomBytes: number | null): number =>
    roomBytes === null
      ? 0
      : Math.min(gapBytes, Math.max(0, wholeBytes * (1 - (doneRatio ?? 0)) - roomBytes))
  const whole = need.kind === 'ok' ? need : { needBytes: 0, needRamBytes: 0 }
  const inRamBytes = isUnified ? whole.needRamBytes : whole.needRamBytes - whole.needBytes
  const rooms = room.kind === 'ok' ? room : { gpuRoomBytes: null, ramRoomBytes: null }
  return {
    line,
    needBytes,
    roomBytes: haveBytes,
    beyondBytes,
    gpuGapBytes: line === 'gpu' ? gapBytes : otherOf(whole.needBytes, rooms.gpuRoomBytes),
    ramGapBytes: line === 'ram' ? gapBytes : otherOf(inRamBytes, rooms.ramRoomBytes),
  }
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
  const { lineBytes, needBytes, haveBytes, gapBytes } = figures
  return {
    load: null,
    line: 'pressure',
    lineBytes,
    needBytes,
    haveBytes,
    readAtMs: pressure.atMs,
    // what comes back is room in RAM first
    gaps: {
      line: 'ram',
      needBytes: room.ramRoomBytes + gapBytes,
      roomBytes: room.ramRoomBytes,
      beyondBytes: 0,
      gpuGapBytes: 0,
      ramGapBytes: gapBytes,
    },
  }
}

type LineWant = Omit<Want, 'gaps'> & { readonly line: 'gpu' | 'ram' }

/** The line on which less is left of its memory. */
function tighterOf(room: KnownRoom, snapshot: Unjudged): Want | null {
  const wants = (['gpu', 'ram'] as const).flatMap((line): readonly LineWant[] => {
    const lineBytes = lineBytesOf(line, snapshot)
    const haveBytes = line === 'gpu' ? room.gpuRoomBytes : room.ramRoomBytes
    if (lineBytes === null || lineBytes === 0 || haveBytes === null) return []
    const needBytes = atEaseRatio * lineBytes
    return [{ load: null, line, lineBytes, needBytes, haveBytes, readAtMs: room.atMs }]
  })
  const short = wants.filter(({ needBytes, haveBytes }) => needBytes > haveBytes)
  const [first] = short.toSorted((a, b) => a.haveBytes / a.lineBytes - b.haveBytes / b.lineBytes)
  return first === undefined ? null : { ...first, gaps: gapsOfLines(short, snapshot) }
}

/** Both lines have to be at ease; the one on which more bytes are missing decides. */
function gapsOfLines(short: readonly LineWant[], { gpu }: Unjudged): Gaps {
  const beyondOf = ({ line, haveBytes }: LineWant): number =>
    line === 'gpu' && haveBytes === 0 && gpu.kind === 'ok' ? (gpu.beyondLimitBytes ?? 0) : 0
  const needOf = (want: LineWant): number => Math.ceil(want.needBytes)
  const gapOf = (want: LineWant): number => needOf(want) - want.haveBytes + beyondOf(want)
  const gapOn = (line: 'gpu' | 'ram'): number =>
    short.filter((one) => one.line === line).reduce((sum, one) => sum + gapOf(one), 0)
  const [most] = short.toSorted((a, b) => gapOf(b) - gapOf(a))
  return {
    line: most?.line ?? 'ram',
    needBytes: most === undefined ? 0 : needOf(most),
    roomBytes: most?.haveBytes ?? 0,
    beyondBytes: most === undefined ? 0 : beyondOf(most),
    gpuGapBytes: gapOn('gpu'),
    ramGapBytes: gapOn('ram'),
  }
}
