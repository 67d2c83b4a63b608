import type { FitAdvice } from '../../shared/fit.ts'
import type { Need } from '../inference/estimate/need.ts'
import type { Changes, Sizer, Way } from './sizer.ts'

/** How far a need is beyond the room, on the worse of both lines; negative: so much is left. */
export type ExcessOf = (need: Need) => number

export interface AdviceLimits {
  /** The longest context that fits; null: none does. */
  readonly longestTokens: number | null
  /** Whether what is left to the CPU can be held against a room. */
  readonly mayMove: boolean
}

/** Ways to make it fit, each by itself and held against the estimate: what it saves is what is missing less. Empty: it fits. */
export function adviceOf(
  sizer: Sizer,
  excessOf: ExcessOf,
  { longestTokens, mayMove }: AdviceLimits,
): readonly FitAdvice[] {
  const beforeBytes = excessOf(sizer.need())
  if (beforeBytes <= 0) return []
  const ways = sizer.ways.filter(({ kind }) => mayMove || !movesWeights.has(kind))
  const all = [
    ...contextAdvice(sizer, excessOf, longestTokens),
    ...ways.flatMap((way) => wayAdvice(sizer, way, excessOf)),
  ]
  // what suffices by itself first; and what hardly helps is no advice
  const others = all.filter(
    ({ isEnough, savesBytes }) => !isEnough && savesBytes >= leastShare * beforeBytes,
  )
  return [...all.filter(({ isEnough }) => isEnough), ...others]
}

const leastShare = 0.02

const movesWeights: ReadonlySet<Way['kind']> = new Set(['cpu-moe', 'gpu-layers'])

function contextAdvice(
  sizer: Sizer,
  excessOf: ExcessOf,
  longestTokens: number | null,
): readonly FitAdvice[] {
  if (longestTokens === null || sizer.contextTokens === null) return []
  if (longestTokens >= sizer.contextTokens) return []
  const leftBytes = excessOf(sizer.need({ contextTokens: longestTokens }))
  return [
    {
      kind: 'context',
      text: contextText(sizer, longestTokens),
      savesBytes: excessOf(sizer.need()) - leftBytes,
      isEnough: true,
      flag: contextFlag(sizer, longestTokens),
    },
  ]
}

/** Ollama is told what each has. */
const contextText = ({ engine, parallel, sharing }: Sizer, tokens: number): string =>
  engine === 'ollama' && sharing === 'split'
    ? `take a context of ${Math.floor(tokens / (parallel ?? 1))} tokens for each`
    : `take a context of ${tokens} tokens`

function contextFlag({ engine, parallel }: Sizer, tokens: number): string | null {
  if (engine === 'llama.cpp') return `-c ${tokens}`
  return engine === 'ollama'
    ? `/set parameter num_ctx ${Math.floor(tokens / (parallel ?? 1))}`
    : null
}

/** The first step that is enough, else the last one: each takes less than the one before, so that halves are left out. */
function wayAdvice(sizer: Sizer, way: Way, excessOf: ExcessOf): readonly FitAdvice[] {
  const steps = way.steps.filter((changes) => !isAlready(changes, sizer))
  const leftAt = (index: number): number => excessOf(sizer.need(steps[index] ?? {}))
  const last = steps.length - 1
  let [from, to] = [0, last]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (leftAt(middle) <= 0) to = middle
    else from = middle + 1
  }
  const changes = steps[to]
  const savesBytes = excessOf(sizer.need()) - (changes === undefined ? 0 : leftAt(to))
  if (changes === undefined || savesBytes <= 0) return []
  const { kind } = way
  const isEnough = leftAt(to) <= 0
  return [{ kind, text: way.text(changes), savesBytes, isEnough, flag: way.flag(changes) }]
}

const isAlready = ({ kvType }: Changes, sizer: Sizer): boolean =>
  kvType !== undefined && kvType === sizer.kvType
