import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import {
  aboutUnless,
  listedWords,
  nameIn,
  stepText,
  timeOf,
  upToOn,
} from '../../shared/relief-text.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import type { Room } from '../../shared/snapshot.ts'
import { formatApart, formatBytes, formatRatio } from '../../shared/units.ts'
import { leastGpuRatio, leastHelpBytes } from './app-holds.ts'
import { easeLead, easeSentence } from './ease-sentence.ts'
import { gapOn, type Gaps } from './gaps.ts'
import {
  bytesOf,
  doingFirst,
  leadEnd,
  otherMissing,
  placeOf,
  stillMissing,
  type Planned,
  type WhereIn,
} from './planned.ts'

/** What is missing, where the steps stand below it; where there is none, the sentence says all. */
export function roomLead(planned: Planned, where: WhereIn): string {
  const { purpose, gaps, steps } = planned
  if (steps.length === 0) return roomSentence(planned, where)
  if (purpose.kind === 'ease') return easeLead(planned, where)
  const what = purpose.kind === 'load' ? `To load ${nameIn(purpose.name)}` : 'For models'
  const place = placeOf(gaps, where)
  const total = formatBytes(gapOn(gaps))
  const missing =
    gaps.beyondBytes > 0
      ? `${total} have to come free${place}, ${formatBytes(gaps.beyondBytes)} of that in use beyond the limit`
      : `${total} are missing${place}`
  return `${what} ${missing}${leadEnd(planned)}`
}

const maxReasonLength = 160

/**
 * Each of its figures is rounded by itself, as it stands elsewhere; what is said of their sum is `about` where it is not what they
 * come to.
 */
export function roomSentence(planned: Planned, where: WhereIn): string {
  const { purpose, gaps, steps, isEnough } = planned
  if (gaps.gpuGapBytes === 0 && gaps.ramGapBytes === 0)
    return `There is room for ${formatBytes(gaps.needBytes)} already: ${formatBytes(Math.max(gaps.needBytes, gaps.roomBytes))}.`
  if (steps.length === 0) return nothingHelps(planned, where)
  if (purpose.kind === 'ease') return easeSentence(planned, where)
  if (gaps.beyondBytes > 0) return beyondSentence(planned)
  return isEnough ? enoughSentence(planned, where) : shortSentence(planned, where)
}

const roomFor = ({ needBytes, roomBytes }: Gaps): string =>
  `There is room for ${formatBytes(roomBytes)} of ${formatBytes(needBytes)}`

function enoughSentence({ gaps, steps }: Planned, where: WhereIn): string {
  const { line, roomBytes } = gaps
  const { total, addsUp } = formatApart([roomBytes, ...bytesOf(steps, line)])
  const then = `${upToOn(steps, line)}${aboutUnless(addsUp)}${total}`
  return `${roomFor(gaps)}${placeOf(gaps, where)}. ${doingFirst(steps, line)}: then there is room for ${then}.`
}

function shortSentence(planned: Planned, where: WhereIn): string {
  const { gaps, steps, shortBytes } = planned
  const { line, roomBytes } = gaps
  const place = placeOf(gaps, where)
  const todo = doingFirst(steps, line)
  if (shortBytes === 0)
    return `There is room for ${formatBytes(roomBytes)}${place}. ${todo}: ${otherMissing(planned)}.`
  const { parts, addsUp } = formatApart([shortBytes, roomBytes, ...bytesOf(steps, line)])
  const short = `${aboutUnless(addsUp)}${parts[0] ?? ''}`
  return `${roomFor(gaps)}${place}. ${todo}: ${stillMissing(planned, short)}.`
}

/** What is in use beyond the limit comes back first, and makes no room. */
function beyondSentence(planned: Planned): string {
  const { gaps, steps, isEnough, shortBytes } = planned
  const given = bytesOf(steps, gaps.line)
  const start = `${toComeFree(gaps)}. ${doingFirst(steps, gaps.line)}`
  if (isEnough || shortBytes === 0) {
    const { total, addsUp } = formatApart(given)
    const end = isEnough ? '' : ', which is not enough in RAM'
    return `${start}: ${upToOn(steps, gaps.line)}${aboutUnless(addsUp)}${total} come back${end}.`
  }
  const { parts, addsUp } = formatApart([shortBytes, ...given])
  return `${start}: ${stillMissing(planned, `${aboutUnless(addsUp)}${parts[0] ?? ''}`)}.`
}

function toComeFree({ needBytes, beyondBytes }: Gaps): string {
  const { total, parts, addsUp } = formatApart([needBytes, beyondBytes])
  const [need = '', beyond = ''] = parts
  return `For ${need} of room ${aboutUnless(addsUp)}${total} have to come free, as ${beyond} are in use beyond the GPU’s limit`
}

function nothingHelps({ gaps }: Planned, where: WhereIn): string {
  const { roomBytes, beyondBytes } = gaps
  const nothing = `there is nothing above ${formatBytes(leastHelpBytes)} to let go that would help`
  if (beyondBytes > 0) return `${toComeFree(gaps)}, and ${nothing}.`
  const { parts, addsUp } = formatApart([gapOn(gaps), roomBytes])
  return `${roomFor(gaps)}${placeOf(gaps, where)}: ${aboutUnless(addsUp)}${parts[0] ?? ''} are missing, and ${nothing}.`
}

export function noRoomSentence(room: Room): string {
  if (room.kind !== 'ok')
    return `How much room there is is not known: ${printable(room.reason, maxReasonLength).replace(/(?<![.\s])[.\s]+$/, '')}.`
  return room.isGpuUnknown
    ? 'How much room there is is not known: the GPU does not answer.'
    : 'How much room there is is not known: its last figures are old.'
}

export const nobodyTellsSentence = 'Nobody tells which app takes how much of the GPU’s time.'

export interface TimePlanned {
  readonly needRatio: number
  readonly steps: readonly ReliefCandidate[]
  readonly isEnough: boolean
  /** What is short of enough has all in it that helps. */
  readonly isAll: boolean
}

export function timeSentence({ needRatio, steps, isEnough, isAll }: TimePlanned): string {
  const need = formatRatio(needRatio)
  if (needRatio <= 0) return 'Nothing of the GPU’s time is wanted.'
  if (steps.length === 0) return 'There is no app to quit that takes of the GPU’s time.'
  const words = listedWords(steps.map((step) => stepText(step, 'gpu-time')))
  if (isEnough) return `${capital(words)}: that gives models ${need} of it.`
  const nothingElse = isAll ? `, and nothing else above ${formatRatio(leastGpuRatio)} helps` : ''
  return `${capital(words)}: that is less than ${need} of it${nothingElse}.`
}

/** What others have of it: the steps stand below. */
export const timeLead = (planned: TimePlanned, othersRatio: number): string =>
  planned.steps.length === 0 ? timeSentence(planned) : `Other apps take ${timeOf(othersRatio)}.`
