import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { bytesOn, listedWords, nameIn, stepText, timeOf, upTo } from '../../shared/relief-text.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import type { Room, Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatCount, formatRatio, formatSum } from '../../shared/units.ts'
import { gapOn, type Gaps } from './gaps.ts'

/** What tells where room is short. */
export type WhereIn = Pick<Snapshot, 'gpu'>

export interface Planned {
  readonly gaps: Gaps
  readonly steps: readonly ReliefCandidate[]
  readonly isEnough: boolean
  readonly shortBytes: number
}

/**
 * What is missing, where the steps stand below it; where there is none, the sentence says all. `load`: what is to be loaded; null:
 * the room itself is short.
 */
export function roomLead(planned: Planned, where: WhereIn, load: string | null): string {
  const { gaps, steps, isEnough, shortBytes } = planned
  if (steps.length === 0) return roomSentence(planned, where)
  const { total, parts } = formatSum([shortBytes, Math.max(0, gapOn(gaps) - shortBytes)])
  const what = load === null ? 'For models' : `To load ${nameIn(load)}`
  const place = placeOf(gaps, where)
  const missing =
    gaps.beyondBytes > 0
      ? `${total} have to come free${place}, ${formatBytes(gaps.beyondBytes)} of that in use beyond the limit`
      : `${total} are missing${place}`
  const left = shortBytes > 0 ? `${parts[0] ?? ''} of that ` : elsewhere(gaps)
  return isEnough ? `${what} ${missing}.` : `${what} ${missing}: ${left}cannot be had.`
}

const elsewhere = ({ line }: Gaps): string =>
  `what is missing ${line === 'gpu' ? 'in RAM' : 'on the GPU'} `

/** In a sentence nobody finds the fourth: the others are one figure. */
const mostNamed = 3
const maxReasonLength = 160

/** Each of its sums adds up as it is shown: room, what comes back and what is still missing; what is needed is beside them. */
export function roomSentence(planned: Planned, where: WhereIn): string {
  const { needBytes, roomBytes } = planned.gaps
  if (planned.gaps.gpuGapBytes === 0 && planned.gaps.ramGapBytes === 0) {
    const { total, parts } = formatSum([needBytes, Math.max(0, roomBytes - needBytes)])
    return `There is room for ${parts[0] ?? ''} already: ${total}.`
  }
  if (planned.steps.length === 0) return nothingHelps(planned, where)
  return planned.gaps.beyondBytes > 0
    ? beyondSentence(planned)
    : planned.isEnough
      ? enoughSentence(planned, where)
      : shortSentence(planned, where)
}

function enoughSentence({ gaps, steps }: Planned, where: WhereIn): string {
  const { line, needBytes, roomBytes } = gaps
  const { total, parts } = formatSum([roomBytes, ...bytesOf(steps, line)])
  const [room = '', ...given] = parts
  const need = formatSum([needBytes]).total
  return `There is room for ${room} of ${need}${placeOf(gaps, where)}. ${doing(steps, line, given)}: then there is room for ${upTo(steps)}${total}.`
}

function shortSentence({ gaps, steps, shortBytes }: Planned, where: WhereIn): string {
  const { line, roomBytes } = gaps
  const given = bytesOf(steps, line)
  const { total, parts } = formatSum([roomBytes, shortBytes, ...given])
  const [room = '', short = '', ...shown] = parts
  const start = `There is room for ${room} of ${total}${placeOf(gaps, where)}.`
  if (shortBytes > 0)
    return `${start} ${doing(steps, line, shown)}: ${short} ${isUnsure(steps) ? 'or more ' : ''}are still missing, and nothing else helps.`
  // enough on this line: it is the other that lacks
  const after = formatSum([roomBytes, ...given])
  const [had = '', ...each] = after.parts
  const other = line === 'gpu' ? 'in RAM' : 'on the GPU'
  return `There is room for ${had}${placeOf(gaps, where)}. ${doing(steps, line, each)}: there it is enough, and ${other} it is not.`
}

/** What is in use beyond the limit comes back first, and makes no room. */
function beyondSentence({ gaps, steps, isEnough, shortBytes }: Planned): string {
  const { line, needBytes, beyondBytes } = gaps
  const { total, parts } = formatSum([needBytes, beyondBytes])
  const [need = '', beyond = ''] = parts
  const start = `For ${need} of room ${total} have to come free, as ${beyond} are in use beyond the GPU’s limit.`
  const given = bytesOf(steps, line)
  if (isEnough || shortBytes === 0) {
    const back = formatSum(given)
    const end = isEnough ? '' : ', which is not enough in RAM'
    return `${start} ${doing(steps, line, back.parts)}: ${back.total} come back${end}.`
  }
  const [short = '', ...shown] = formatSum([shortBytes, ...given]).parts
  return `${start} ${doing(steps, line, shown)}: ${short} are still missing, and nothing else helps.`
}

function nothingHelps({ gaps }: Planned, where: WhereIn): string {
  const { roomBytes, beyondBytes, needBytes } = gaps
  if (beyondBytes > 0) {
    const { total, parts } = formatSum([needBytes, beyondBytes])
    const [need = '', beyond = ''] = parts
    return `For ${need} of room ${total} have to come free, as ${beyond} are in use beyond the GPU’s limit, and there is nothing to let go that would help.`
  }
  const { total, parts } = formatSum([roomBytes, Math.max(0, needBytes - roomBytes)])
  const [room = '', gap = ''] = parts
  return `There is room for ${room} of ${total}${placeOf(gaps, where)}: ${gap} are missing, and there is nothing to let go that would help.`
}

/** What each of those named gives, and all others together. */
function bytesOf(steps: readonly ReliefCandidate[], line: Gaps['line']): readonly number[] {
  const all = steps.map((step) => bytesOn(step, line))
  return all.length <= mostNamed + 1
    ? all
    : [...all.slice(0, mostNamed), all.slice(mostNamed).reduce((sum, one) => sum + one, 0)]
}

/** `Unload gemma4 (4.1 GB, idle 12 min) and quit Slack (up to 1.2 GB)`; `shown`: the figures of `bytesOf`. */
function doing(
  steps: readonly ReliefCandidate[],
  line: Gaps['line'],
  shown: readonly string[],
): string {
  const named = steps.slice(0, steps.length <= mostNamed + 1 ? steps.length : mostNamed)
  const words = named.map((step, index) =>
    stepText(step, line, bytesOn(step, line) === 0 ? null : (shown[index] ?? null)),
  )
  const rest = steps.slice(named.length)
  const others =
    rest.length === 0
      ? []
      : [`let go of ${formatCount(rest.length)} others (${upTo(rest)}${shown.at(-1) ?? ''})`]
  return capital(listedWords([...words, ...others]))
}

const isUnsure = (steps: readonly ReliefCandidate[]): boolean => steps.some(({ isSure }) => !isSure)
function placeOf({ line }: Gaps, { gpu }: WhereIn): string {
  if (line === 'ram') return ' in RAM'
  return gpu.kind === 'ok' && gpu.isUnified ? ' within Metal’s limit' : ' in GPU memory'
}

export function noRoomSentence(room: Room): string {
  if (room.kind !== 'ok')
    return `How much room there is is not known: ${printable(room.reason, maxReasonLength)}.`
  return room.isGpuUnknown
    ? 'How much room there is is not known: the GPU does not answer.'
    : 'How much room there is is not known: its last figures are old.'
}

export const nobodyTellsSentence = 'Nobody tells which app takes how much of the GPU’s time.'

export interface TimePlanned {
  readonly needRatio: number
  readonly steps: readonly ReliefCandidate[]
  readonly isEnough: boolean
}

export function timeSentence({ needRatio, steps, isEnough }: TimePlanned): string {
  const need = formatRatio(needRatio)
  if (needRatio <= 0) return 'Nothing of the GPU’s time is wanted.'
  if (steps.length === 0) return 'There is no app to quit that takes of the GPU’s time.'
  const words = listedWords(steps.map((step) => stepText(step, 'gpu-time', null)))
  return isEnough
    ? `${capital(words)}: that gives models ${need} of it.`
    : `${capital(words)}: that is less than ${need} of it, and nothing else helps.`
}

/** What others have of it: the steps stand below. */
export const timeLead = (planned: TimePlanned, othersRatio: number): string =>
  planned.steps.length === 0 ? timeSentence(planned) : `Other apps take ${timeOf(othersRatio)}.`
