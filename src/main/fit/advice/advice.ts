import type { AdviceKind, FitAdvice } from '../../../shared/fit.ts'
import type { FitRoom } from '../fit-room.ts'
import type { Sizer } from '../sizer.ts'
import { biggerMac } from './bigger-mac.ts'
import { combinationOf } from './combination.ts'
import { combinedOf, singleOf, type Ranked } from './given-advice.ts'
import { holderMoves } from './holder-moves.ts'
import { createJudge, nothingDone, type Judge, type LinesOf } from './judge.ts'
import { contextMoves, wayMove, type Move } from './moves.ts'
import { rankOf } from './rungs.ts'
import { fitsUpTo } from '../../headroom/verdict.ts'

const mostAdvice = 8
/** What takes less than this share of what is missing is no advice by itself. */
const leastShare = 0.02

/**
 * Ways to make it fit, held against the estimate: what it saves is what is missing less. What suffices alone first, then several
 * together, then the others, each by what it costs. Empty: it fits, or no room is known.
 */
export function adviceOf(sizer: Sizer, room: FitRoom, linesOf: LinesOf): readonly FitAdvice[] {
  const judge = createJudge(sizer, room, linesOf)
  if (judge.verdictOf(nothingDone) !== 'no') return []
  const of = { sizer, judge }
  const moves = movesOf(sizer, room, judge)
  const worth = leastShare * judge.excessOf(nothingDone, 1)
  const all = moves.flatMap((move) => singleOf(move, of))
  const singles = perKind(all.filter((one) => one.advice.isEnough || isHelp(one, worth)))
  const enough = singles.filter(({ advice }) => advice.isEnough)
  const sure = moves.filter(({ isSure }) => isSure)
  const tightly = combinationOf(sure, judge, 1)
  // what fits tightly is worth a line where it costs less
  const narrow = combinedOf(tightly, enough, of)
  const wide = combinedOf(combinationOf(sure, judge, fitsUpTo), [...enough, ...narrow], of)
  const others = singles.filter(({ advice }) => !advice.isEnough)
  const nothing = tightly.isEnough ? [] : [biggerMac(judge, tightly.state, room, linesOf)]
  const given = [...enough, ...narrow, ...wide, ...others].map(({ advice }) => advice)
  return [...given.slice(0, mostAdvice - nothing.length), ...nothing]
}

/** All layers on the CPU, or a page of context, are no help where they do not suffice. */
const mostRank = rankOf('smaller weights')
const isHelp = ({ advice, rank }: Ranked, worthBytes: number): boolean =>
  rank <= mostRank && advice.savesBytes >= worthBytes

/** What there is to do, the cheapest first. */
function movesOf(sizer: Sizer, room: FitRoom, judge: Judge): readonly Move[] {
  // what the CPU takes over has to be held against something
  const mayMove = room.device !== 'cpu' && room.ramRoomBytes !== null
  const ways = sizer.ways.filter(({ kind }) => mayMove || !movesWeights.has(kind))
  return [
    ...ways.map((way) => wayMove(way, judge)),
    ...contextMoves(sizer, judge),
    ...holderMoves(room.holders ?? [], judge),
  ].toSorted((a, b) => rankOf(a.rung) - rankOf(b.rung))
}

const movesWeights: ReadonlySet<AdviceKind> = new Set(['cpu-moe', 'gpu-layers', 'other-engine'])

/** Of each kind the cheapest that fits, with the cheapest that fits tightly where that costs less; of those that do not, the most. */
function perKind(singles: readonly Ranked[]): readonly Ranked[] {
  return singles.filter((one, index) => {
    const same = singles.filter(({ advice }) => advice.kind === one.advice.kind)
    const before = singles.slice(0, index).filter((other) => same.includes(other))
    if (one.advice.verdict === 'unknown') return true
    if (one.advice.verdict === 'fits')
      return before.every((other) => other.advice.verdict !== 'fits')
    if (one.advice.isEnough) return before.every((other) => !other.advice.isEnough)
    return same.at(-1) === one
  })
}
