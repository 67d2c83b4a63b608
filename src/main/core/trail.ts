import type { Act } from '../../shared/act.ts'
import { roomOfNow } from '../../shared/history-sample.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import {
  noTrail,
  trailMs,
  trailStepMs,
  type Trail,
  type TrailMark,
  type TrailPoint,
} from '../../shared/trail.ts'
import { beatOf, isGap, type Beat } from '../history/beat.ts'
import { noMarks, stepMarks, type MarkSight, type MarkState } from './trail-marks.ts'

export interface TrailSight extends MarkSight, Pick<Snapshot, 'mode' | 'room' | 'sources'> {}

export interface TrailState {
  readonly trail: Trail
  readonly marked: MarkState
  /** The last Snapshot; null: there was none. */
  readonly last: Beat | null
}

export const noTrailYet: TrailState = { trail: noTrail, marked: noMarks, last: null }

/** One Snapshot more; pure, and by its own clock: a recording has its ten minutes in seconds. */
export function stepTrail({ trail, marked, last }: TrailState, sight: TrailSight): TrailState {
  const beat = beatOf(sight)
  const next = stepMarks(marked, sight)
  const isAfterGap = last !== null && isGap(last, beat)
  const points = pointsWith(trail.points, ownPoint(sight), isAfterGap)
  const isAsBefore = points === trail.points && next.marks === trail.marks
  return {
    trail: isAsBefore ? trail : { points, marks: next.marks },
    marked: next,
    last: beat,
  }
}

const ownPoint = ({ atMs, room }: Pick<TrailSight, 'atMs' | 'room'>): TrailPoint => ({
  atMs,
  roomBytes: roomOfNow(room),
})

/** The very same points where the five seconds have their least already. */
function pointsWith(
  points: readonly TrailPoint[],
  { atMs, roomBytes }: TrailPoint,
  isAfterGap: boolean,
): readonly TrailPoint[] {
  const stepAtMs = Math.floor(atMs / trailStepMs) * trailStepMs
  const last = points.at(-1)
  if (last?.atMs === stepAtMs) {
    const least = leastOf(last.roomBytes, roomBytes)
    return least === last.roomBytes
      ? points
      : [...points.slice(0, -1), { atMs: stepAtMs, roomBytes: least }]
  }
  // a clock that was set back takes what stands after it away
  const kept = points.filter((point) => point.atMs < stepAtMs && point.atMs > atMs - trailMs)
  const end = kept.at(-1)
  const hole =
    isAfterGap && end !== undefined && end.atMs + trailStepMs < stepAtMs
      ? [{ atMs: end.atMs + trailStepMs, roomBytes: null }]
      : []
  return [...kept, ...hole, { atMs: stepAtMs, roomBytes }]
}

function leastOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

/** The last ten minutes of one Core. */
export interface Trailing {
  /** Of a single Snapshot its own point. */
  of(sight: Omit<TrailSight, 'acts'>, isSingle: boolean): Trail
  /** What Headroom has done: it is marked where it has let go of something. */
  note(act: Act, endedAtMs: number): void
  /** It begins anew. What is seen already is not marked again. */
  forget(): void
}

export function createTrailing(): Trailing {
  let state = noTrailYet
  let acts: readonly TrailMark[] = []
  return {
    of: (sight, isSingle) => {
      if (isSingle) return { points: [ownPoint(sight)], marks: [] }
      state = stepTrail(state, { ...sight, acts })
      acts = []
      return state.trail
    },
    note: ({ act, outcome, target }, endedAtMs) => {
      const didLetGo = outcome === 'done' && (act === 'unload' || act === 'quit')
      if (didLetGo) acts = [...acts, { atMs: endedAtMs, kind: 'act', what: target }]
    },
    forget: () => {
      state = { ...state, trail: noTrail, marked: { ...state.marked, marks: [] } }
      acts = []
    },
  }
}
