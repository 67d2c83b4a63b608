import type { ContextRange } from '../../inference/estimate/longest-context.ts'

/** What a model takes with a context of one length. */
export interface Amount {
  readonly onGpuBytes: number
  readonly allBytes: number
}

/** One end of a stretch of contexts. */
export interface Knot extends Amount {
  readonly tokens: number
  /**
   * What is added between the knot before and this one, as the need may rise above their line; null: all of that stretch is
   * taken to need what this one does.
   */
  readonly aboveBytes: number | null
}

/** Asynchronous, so that whoever reckons can let others have their turn. */
export type NeedAt = (contextTokens: number) => Promise<Amount>

/** A need by the context, from a few of its points: exact at each of them, and between them never too little. */
export type NeedCurve = readonly Knot[]

/** Up to here the batches grow along: stretches are short, and nobody wants them divided. */
const unevenUpTo = 2_048
const unevenKnots: readonly number[] = [256, 512, 1_024, 2_048]
/** Of a stretch that is straight, the middle is not off by more. */
const toleranceRatio = 0.001
const leastToleranceBytes = 2 ** 20
/** The buffer of a graph has small humps that lie between any two knots: of the models we know less than 0.2 % of the need. */
const marginRatio = 0.003
/** Each takes as long as one estimate. */
const mostDivisions = 6

/**
 * The curve through `needAt`, which does not fall. The need is straight in pieces: stretches are halved until their middle lies on
 * the line. Where it lies above by so much, another point of the stretch lies above by no more than twice that: for a bend at the
 * share t of it, the middle shows min(t, 1 − t) / 2t(1 − t) of what is missing at the bend, which is never less than half.
 */
export async function curveOf(
  needAt: NeedAt,
  { stepTokens, mostTokens, aboveTokens = 0 }: CurveRange,
  usualTokens: readonly number[],
): Promise<NeedCurve> {
  const first = (Math.floor(aboveTokens / stepTokens) + 1) * stepTokens
  const most = Math.max(first, Math.floor(mostTokens / stepTokens) * stepTokens)
  const uneven = unevenKnots.filter((tokens) => tokens > first && tokens < most)
  const tokens = [...new Set([first, ...uneven, ...usualTokens, most])].sort((a, b) => a - b)
  const divisions = { left: mostDivisions }
  const knots: Knot[] = []
  for (const one of tokens) {
    const right = { tokens: one, ...(await needAt(one)) }
    const left = knots.at(-1)
    const isCoarse = left === undefined || one <= unevenUpTo
    if (isCoarse) knots.push({ ...right, aboveBytes: null })
    else knots.push(...(await divided({ needAt, stepTokens, divisions }, left, right)))
  }
  return knots
}

interface CurveRange extends ContextRange {
  /** It begins behind these; 0 by default. */
  readonly aboveTokens?: number
}

type Point = Amount & { readonly tokens: number }

interface Division {
  readonly needAt: NeedAt
  readonly stepTokens: number
  readonly divisions: { left: number }
}

async function divided(division: Division, left: Point, right: Point): Promise<readonly Knot[]> {
  const { needAt, stepTokens, divisions } = division
  const middleTokens = Math.floor((left.tokens + right.tokens) / 2 / stepTokens) * stepTokens
  if (middleTokens <= left.tokens) return [{ ...right, aboveBytes: 0 }]
  const middle = { tokens: middleTokens, ...(await needAt(middleTokens)) }
  const line = between(left, right, middleTokens)
  const offs = [middle.onGpuBytes - line.onGpuBytes, middle.allBytes - line.allBytes]
  const tolerance = Math.max(leastToleranceBytes, toleranceRatio * middle.allBytes)
  const isStraight = offs.every((off) => Math.abs(off) <= tolerance)
  if (isStraight || divisions.left === 0) {
    const aboveBytes = Math.ceil(2 * Math.max(0, ...offs))
    return [
      { ...middle, aboveBytes },
      { ...right, aboveBytes },
    ]
  }
  divisions.left -= 1
  const bend = (await bendBetween(division, left, right)) ?? middle
  // a hump beside it makes it seem a step too short
  const behindTokens = bend.tokens + stepTokens
  const behind = { tokens: behindTokens, ...(await needAt(behindTokens)) }
  return [
    ...(await divided(division, left, bend)),
    ...(await divided(division, bend, behind)),
    ...(await divided(division, behind, right)),
  ]
}

/** Where the line that begins at the left meets the one that ends at the right: of a single bend that is it. */
async function bendBetween(
  { needAt, stepTokens }: Division,
  left: Point,
  right: Point,
): Promise<Point | null> {
  const [after, before] = [
    await needAt(left.tokens + stepTokens),
    await needAt(right.tokens - stepTokens),
  ]
  const atLeft = (after.allBytes - left.allBytes) / stepTokens
  const atRight = (right.allBytes - before.allBytes) / stepTokens
  const rise = right.allBytes - left.allBytes - atLeft * (right.tokens - left.tokens)
  const fromRight = rise / (atRight - atLeft)
  const tokens = Math.ceil((right.tokens - fromRight) / stepTokens) * stepTokens
  return tokens > left.tokens && tokens + stepTokens < right.tokens
    ? { tokens, ...(await needAt(tokens)) }
    : null
}

function between(left: Point, right: Point, tokens: number): Amount {
  const share = (tokens - left.tokens) / (right.tokens - left.tokens)
  const at = (from: number, to: number): number => Math.ceil(from + share * (to - from))
  return {
    onGpuBytes: at(left.onGpuBytes, right.onGpuBytes),
    allBytes: at(left.allBytes, right.allBytes),
  }
}

/** Beyond its ends the curve is level. */
export function needOn(curve: NeedCurve, tokens: number): Amount {
  const index = curve.findIndex((knot) => knot.tokens >= tokens)
  const [left, right] = [curve[index - 1], curve[index] ?? curve.at(-1)]
  if (right === undefined) return { onGpuBytes: 0, allBytes: 0 }
  if (left === undefined || right.tokens <= tokens) return right
  const line = right.aboveBytes === null ? right : between(left, right, tokens)
  const more = (bytes: number): number =>
    Math.ceil((bytes + (right.aboveBytes ?? 0)) * (1 + marginRatio))
  return { onGpuBytes: more(line.onGpuBytes), allBytes: more(line.allBytes) }
}
