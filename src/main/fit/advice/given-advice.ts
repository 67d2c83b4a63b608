import type { AdviceKind, FitAdvice, Verdict } from '../../../shared/fit.ts'
import type { RoomHolder } from '../fit-room.ts'
import type { Setting, Sizer } from '../sizer.ts'
import type { Combination } from './combination.ts'
import { nothingDone, shares, type Judge, type State } from './judge.ts'
import type { Move } from './moves.ts'
import { rankOf } from './rungs.ts'
import { settingsTogether } from './settings.ts'

export interface Ranked {
  readonly advice: FitAdvice
  readonly rank: number
}

interface Of {
  readonly sizer: Sizer
  readonly judge: Judge
}

/** Of one move by itself: the least that fits; else the least that fits tightly; else all of it. */
export function singleOf(move: Move, of: Of): readonly Ranked[] {
  const [widely, tightly] = shares.map((share) => move.next(nothingDone, share))
  if (!widely) return []
  const isTight = tightly && of.judge.verdictOf(widely) !== 'fits' && isWithin(tightly, of)
  const step = isTight ? tightly : widely
  const maybe = !move.isSure && isWithin(step, of) ? ', which may be enough' : ''
  const advice = adviceOn(step, of, {
    kind: move.kind,
    text: `${move.text(step)}${maybe}`,
    costs: move.costs(step),
  })
  return [{ advice: move.isSure ? advice : unsure(advice), rank: rankOf(move.rung) }]
}

const isWithin = (state: State, { judge }: Of): boolean => fitsBy(judge.verdictOf(state))

const fitsBy = (verdict: Verdict): boolean => verdict === 'fits' || verdict === 'tight'

const unsure = (advice: FitAdvice): FitAdvice => ({
  ...advice,
  isEnough: false,
  verdict: 'unknown',
})

/** Several together, unless one alone costs no more than the costliest of them, and does as much. */
export function combinedOf(
  { taken, state, isEnough }: Combination,
  alone: readonly Ranked[],
  of: Of,
): readonly Ranked[] {
  const verdict = of.judge.verdictOf(state)
  if (!isEnough || taken.length < 2 || !fitsBy(verdict)) return []
  const rank = Math.max(...taken.map(({ move }) => rankOf(move.rung)))
  const isBeaten = alone.some(
    (one) => one.rank <= rank && (one.advice.verdict === 'fits' || verdict === 'tight'),
  )
  if (isBeaten) return []
  const texts = taken.map(({ move, step }) => move.text(step))
  const costs = [...new Set(taken.map(({ move, step }) => move.costs(step)))].join('; ')
  const advice = adviceOn(state, of, { kind: 'combination', text: listed(texts), costs })
  return [{ advice, rank }]
}

/** In one line nobody finds the fourth. */
const mostInLine = 3

const listed = (texts: readonly string[]): string =>
  texts.length <= mostInLine
    ? texts.join(', and ')
    : `${texts.slice(0, -1).join(',\n')},\nand ${texts.at(-1) ?? ''}`

interface Words {
  readonly kind: AdviceKind
  readonly text: string
  readonly costs: string
}

function adviceOn(state: State, { sizer, judge }: Of, words: Words): FitAdvice {
  const verdict = judge.verdictOf(state)
  return {
    ...words,
    savesBytes: judge.excessOf(nothingDone, 1) - judge.excessOf(state, 1),
    isEnough: fitsBy(verdict),
    verdict,
    ...settingsTogether([
      ...state.freed.map(freeing),
      ...(Object.keys(state.changes).length === 0 ? [] : [sizer.setting(state.changes)]),
    ]),
  }
}

const freeing = ({ kind, name, command }: RoomHolder): Setting =>
  command === null
    ? { flag: null, how: { kind: 'act', text: `${kind} ${name}` } }
    : { flag: command, how: { kind: 'command', text: command } }
