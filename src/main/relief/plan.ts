import { bytesOn, keyOf, type ReliefLine } from '../../shared/relief-text.ts'
import type { Relief, ReliefCandidate, ReliefHave, ReliefWant } from '../../shared/relief.ts'
import type { Room } from '../../shared/snapshot.ts'
import { candidatesOf, type CandidatesOptions } from './candidates.ts'
import { coverOf } from './cover.ts'
import { gapOn, gapsOf, type Gaps, type ReliefIn } from './gaps.ts'
import {
  nobodyTellsSentence,
  noRoomSentence,
  roomLead,
  roomSentence,
  timeLead,
  timeSentence,
} from './plan-sentence.ts'
import type { Planned, Purpose, WhereIn } from './planned.ts'

/** What to let go for a want, as the machine is now. */
export function planOf(
  want: ReliefWant,
  snapshot: ReliefIn,
  options: CandidatesOptions = {},
): Relief {
  const usual = candidatesOf(snapshot, options)
  if (want.kind === 'gpu-time') return planOfTime(want.needRatio, usual)
  const gaps = gapsOf(want, snapshot)
  if (gaps === null) return unknownRoom(want, snapshot.room, usual)
  const candidates = areEnough(usual, gaps)
    ? usual
    : candidatesOf(snapshot, { ...options, hasSmallApps: true })
  return planOfRoom(gaps, { want, candidates, where: snapshot })
}

export interface PlanOptions {
  readonly want: ReliefWant
  readonly candidates: readonly ReliefCandidate[]
  readonly where: WhereIn
  /** Instead of the best: what stands already. */
  readonly steps?: readonly ReliefCandidate[]
  readonly purpose?: Purpose
}

/** Held against what is missing on both lines, which need not be the room of now: a load has some of it already. */
export function planOfRoom(
  gaps: Gaps,
  { want, candidates, where, purpose = { kind: 'asked' }, ...given }: PlanOptions,
): Relief {
  const { line, roomBytes } = gaps
  const gapBytes = gapOn(gaps)
  const steps = given.steps ?? stepsFor(gaps, candidates)
  const freesBytes = sumOf(steps, (step) => bytesOn(step, line))
  const have: ReliefHave = {
    line,
    roomBytes,
    gapBytes,
    gpuGapBytes: gaps.gpuGapBytes,
    ramGapBytes: gaps.ramGapBytes,
  }
  const shortBytes = Math.max(0, gapBytes - freesBytes)
  const planned: Planned = {
    purpose,
    gaps,
    steps,
    isEnough: areEnough(steps, gaps),
    shortBytes,
    isAll: given.steps === undefined,
  }
  return {
    schema: 'headroom/relief/1',
    want,
    have,
    isEnough: planned.isEnough,
    steps,
    freesBytes,
    shortBytes,
    freesRatio: null,
    candidates: byUse(candidates, line),
    lead: roomLead(planned, where),
    sentence: roomSentence(planned, where),
  }
}

/** What gives all that is missing on both lines with the least harm; else all that helps. */
export function stepsFor(
  { gpuGapBytes, ramGapBytes }: Gaps,
  candidates: readonly ReliefCandidate[],
): readonly ReliefCandidate[] {
  const items = candidates.map((candidate) => ({
    key: keyOf(candidate),
    harm: candidate.harm,
    gives: [candidate.gpuBytes, candidate.ramBytes],
    candidate,
  }))
  return coverOf(items, [gpuGapBytes, ramGapBytes]).items.map(({ candidate }) => candidate)
}

export const areEnough = (
  steps: readonly ReliefCandidate[],
  { gpuGapBytes, ramGapBytes }: Pick<Gaps, 'gpuGapBytes' | 'ramGapBytes'>,
): boolean =>
  sumOf(steps, ({ gpuBytes }) => gpuBytes) >= gpuGapBytes &&
  sumOf(steps, ({ ramBytes }) => ramBytes) >= ramGapBytes

function unknownRoom(want: ReliefWant, room: Room, candidates: readonly ReliefCandidate[]): Relief {
  return { ...nothing(want, byUse(candidates, 'ram')), ...said(noRoomSentence(room)) }
}

const nothing = (
  want: ReliefWant,
  candidates: readonly ReliefCandidate[],
): Omit<Relief, 'sentence' | 'lead'> => ({
  schema: 'headroom/relief/1',
  want,
  have: null,
  isEnough: false,
  steps: [],
  freesBytes: null,
  shortBytes: null,
  freesRatio: null,
  candidates,
})

/** There is no step to stand below it. */
const said = (sentence: string): Pick<Relief, 'sentence' | 'lead'> => ({ lead: sentence, sentence })

/** What others have of the GPU's time. */
export function planOfTime(
  needRatio: number,
  candidates: readonly ReliefCandidate[],
  given: { readonly steps?: readonly ReliefCandidate[] } = {},
): Relief {
  const want: ReliefWant = { kind: 'gpu-time', needRatio }
  const told = candidates.filter(({ gpuRatio }) => gpuRatio !== null)
  if (told.length === 0 && needRatio > 0)
    return { ...nothing(want, byUse(candidates, 'ram')), ...said(nobodyTellsSentence) }
  const steps = given.steps ?? timeStepsFor(needRatio, told)
  const freesRatio = sumOf(steps, ratioOf)
  const isEnough = isEnoughTime(steps, needRatio)
  const planned = { needRatio, steps, isEnough, isAll: given.steps === undefined }
  return {
    ...nothing(want, byUse(told, 'gpu-time')),
    have: { line: 'gpu-time', roomBytes: null, gapBytes: null, gpuGapBytes: 0, ramGapBytes: 0 },
    isEnough,
    steps,
    freesRatio,
    lead: timeLead(planned, sumOf(told, ratioOf)),
    sentence: timeSentence(planned),
  }
}

export const timeStepsFor = (
  needRatio: number,
  candidates: readonly ReliefCandidate[],
): readonly ReliefCandidate[] =>
  coverOf(
    candidates.map((candidate) => ({
      key: keyOf(candidate),
      harm: candidate.harm,
      gives: [ratioOf(candidate)],
      candidate,
    })),
    [needRatio],
  ).items.map(({ candidate }) => candidate)

/** Sums of fractions. */
const tiny = 1e-9

export const isEnoughTime = (steps: readonly ReliefCandidate[], needRatio: number): boolean =>
  sumOf(steps, ratioOf) >= needRatio - tiny

const ratioOf = ({ gpuRatio }: ReliefCandidate): number => gpuRatio ?? 0

const sumOf = (steps: readonly ReliefCandidate[], of: (step: ReliefCandidate) => number): number =>
  steps.reduce((sum, step) => sum + of(step), 0)

/** What gives back the most for the least harm first. */
function byUse(
  candidates: readonly ReliefCandidate[],
  line: ReliefLine,
): readonly ReliefCandidate[] {
  const useOf = (one: ReliefCandidate): number =>
    (line === 'gpu-time' ? ratioOf(one) : bytesOn(one, line)) / one.harm
  return candidates.toSorted(
    (a, b) => useOf(b) - useOf(a) || a.harm - b.harm || (keyOf(a) < keyOf(b) ? -1 : 1),
  )
}
