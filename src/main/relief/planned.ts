import { capital } from '../../shared/fit-text.ts'
import { aboutUnless, bytesOn, listedWords, stepText, upTo } from '../../shared/relief-text.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatApart, formatBytes, formatCount } from '../../shared/units.ts'
import { leastHelpBytes } from './app-holds.ts'
import type { Gaps } from './gaps.ts'

/** What tells where room is short. */
export type WhereIn = Pick<Snapshot, 'gpu'>

/** `ease`: the machine itself is short, and nobody has asked for so much. */
export type Purpose =
  { readonly kind: 'asked' | 'ease' } | { readonly kind: 'load'; readonly name: string }

export interface Planned {
  readonly purpose: Purpose
  readonly gaps: Gaps
  readonly steps: readonly ReliefCandidate[]
  readonly isEnough: boolean
  readonly shortBytes: number
  /** What is short of enough has all in it that helps. */
  readonly isAll: boolean
}

/** In a sentence nobody finds the fourth: the others are one figure. */
const mostNamed = 3

const countNamed = ({ length }: readonly ReliefCandidate[]): number =>
  length <= mostNamed + 1 ? length : mostNamed

const sumOn = (steps: readonly ReliefCandidate[], line: Gaps['line']): number =>
  steps.reduce((sum, step) => sum + bytesOn(step, line), 0)

/** What each of those named gives, and all others together: the figures of `doing`. */
export function bytesOf(steps: readonly ReliefCandidate[], line: Gaps['line']): readonly number[] {
  const count = countNamed(steps)
  return [
    ...steps.slice(0, count).map((step) => bytesOn(step, line)),
    sumOn(steps.slice(count), line),
  ]
}

/** `unload gemma4 (4.1 GB, idle 12 min) and quit Slack (up to 1.2 GB)` */
export function doing(steps: readonly ReliefCandidate[], line: Gaps['line']): string {
  const count = countNamed(steps)
  const words = steps.slice(0, count).map((step) => stepText(step, line))
  const rest = steps.slice(count)
  const restBytes = sumOn(rest, line)
  const figure = restBytes === 0 ? '' : ` (${upTo(rest)}${formatBytes(restBytes)})`
  const others = rest.length === 0 ? [] : [`let go of ${formatCount(rest.length)} others${figure}`]
  return listedWords([...words, ...others])
}

export const doingFirst = (steps: readonly ReliefCandidate[], line: Gaps['line']): string =>
  capital(doing(steps, line))

const isUnsure = (steps: readonly ReliefCandidate[], line: Gaps['line']): boolean =>
  steps.some((step) => !step.isSure && bytesOn(step, line) > 0)

/** `2.0 GB or more would still be missing`; `shown`: what is short. */
export function stillMissing(
  { gaps, steps, isAll }: Pick<Planned, 'gaps' | 'steps' | 'isAll'>,
  shown: string,
): string {
  const nothingElse = isAll ? `, and nothing else above ${formatBytes(leastHelpBytes)} helps` : ''
  return `${shown} ${isUnsure(steps, gaps.line) ? 'or more ' : ''}would still be missing${nothingElse}`
}

/** Of what is missing, where the steps stand below: what they are not enough for. */
export function leadEnd(planned: Planned): string {
  const { gaps, steps, isEnough, shortBytes } = planned
  if (isEnough) return '.'
  if (shortBytes === 0) return `. ${capital(otherLine(gaps.line))} it would not be enough.`
  const { parts, addsUp } = formatApart([
    shortBytes,
    ...steps.map((step) => bytesOn(step, gaps.line)),
  ])
  const short = `${aboutUnless(addsUp)}${parts[0] ?? ''}`
  return `. Of that ${stillMissing({ gaps, steps, isAll: false }, short)}.`
}

/** Enough on its line: it is the other that lacks. */
export const otherMissing = ({ gaps: { line }, steps }: Planned): string =>
  `there it ${isUnsure(steps, line) ? 'may be' : 'is'} enough, and ${otherLine(line)} it is not`

const otherLine = (line: Gaps['line']): string => (line === 'gpu' ? 'in RAM' : 'on the GPU')

export function placeOf({ line }: Gaps, { gpu }: WhereIn): string {
  if (line === 'ram') return ' in RAM'
  return gpu.kind === 'ok' && gpu.isUnified ? ' within Metal’s limit' : ' in GPU memory'
}
