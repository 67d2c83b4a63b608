import type { FitAdvice } from '../../../shared/fit.ts'
import type { Need } from '../../inference/estimate/need.ts'
import type { Changes, Sizer, Way } from './sizer.ts'

/** How far a need is beyond the room, on the worse of both lines; negative: so much is left. */
export type ExcessOf = (need: Need) => number

/** Ways to make it fit, each by itself and held against the estimate: what it saves is what is missing less. Empty: it fits. */
export function adviceOf(
  sizer: Sizer,
  excessOf: ExcessOf,
  longestTokens: number | null,
): readonly FitAdvice[] {
  const before = sizer.need()
  if (excessOf(before) <= 0) return []
  const context = contextAdvice(sizer, excessOf, longestTokens)
  const ways = sizer.ways.flatMap((way) => wayAdvice(sizer, way, excessOf, before) ?? [])
  const enough = ways.filter(({ text }) => text.endsWith(thenItFits))
  return [
    ...(context === null ? [] : [context]),
    ...enough,
    ...ways.filter((way) => !enough.includes(way)),
  ]
}

const thenItFits = ': then it fits'

function contextAdvice(
  sizer: Sizer,
  excessOf: ExcessOf,
  longestTokens: number | null,
): FitAdvice | null {
  if (longestTokens === null || sizer.contextTokens === null) return null
  if (longestTokens >= sizer.contextTokens) return null
  const need = sizer.need({ contextTokens: longestTokens })
  return {
    kind: 'context',
    text: `take a context of ${longestTokens} tokens${thenItFits}`,
    savesBytes: excessOf(sizer.need()) - excessOf(need),
    flag:
      sizer.engine === 'llama.cpp' ? `-c ${longestTokens}` : contextSetting(sizer, longestTokens),
  }
}

const contextSetting = ({ engine, parallel }: Sizer, tokens: number): string | null =>
  engine === 'ollama' ? `OLLAMA_CONTEXT_LENGTH=${Math.floor(tokens / (parallel ?? 1))}` : null

/** The first step that is enough, else the one that saves most. */
function wayAdvice(sizer: Sizer, way: Way, excessOf: ExcessOf, before: Need): FitAdvice | null {
  let best: { readonly changes: Changes; readonly need: Need } | null = null
  for (const changes of way.steps) {
    if (isAlready(changes, sizer)) continue
    const need = sizer.need(changes)
    if (best === null || excessOf(need) < excessOf(best.need)) best = { changes, need }
    if (excessOf(need) <= 0) break
  }
  if (best === null || excessOf(best.need) >= excessOf(before)) return null
  const isEnough = excessOf(best.need) <= 0
  return {
    kind: way.kind,
    text: `${way.text(best.changes)}${isEnough ? thenItFits : ''}`,
    savesBytes: excessOf(before) - excessOf(best.need),
    flag: way.flag(best.changes),
  }
}

const isAlready = ({ kvType }: Changes, sizer: Sizer): boolean =>
  kvType !== undefined && kvType === sizer.kvType
