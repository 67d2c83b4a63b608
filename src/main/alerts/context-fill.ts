import type { AlertFigures } from '../../shared/alert.ts'
import type { Model } from '../../shared/server.ts'
import { formatCount, formatRatio, formatSpan } from '../../shared/units.ts'
import { contextAdvice } from './context-advice.ts'
import { freshOf } from './fresh.ts'
import { isGenerating, thereIs } from './other-apps.ts'
import type { Claim, Dwell, Sight, Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

/** It is over this far below the line at which it is told. */
const clearBelowRatio = 0.05
/** From here on the next answer may not find its place. */
const nearlyFullRatio = 0.97
/** The answer of now may be cut before anybody has done something. */
const soonMs = 60_000
/** A talk that has rested for so long is not about to end. */
const restedMs = 10 * 60_000
/** Another chat has its turn in the slot: the full one may come back within minutes, and is the same then. */
const betweenTurns: Dwell = { holdMs: 2_000, readingCount: 2, calmMs: 5 * 60_000 }

/** Tokens of a prompt or in use, and the context that they have to go into. */
export const contextTokensOf = (
  needTokens: number,
  contextTokens: number,
): Extract<AlertFigures, { kind: 'tokens' }> => ({
  kind: 'tokens',
  contextTokens,
  needTokens,
  haveTokens: contextTokens,
})

interface Fill {
  readonly usedTokens: number
  readonly contextTokens: number
  readonly ratio: number
  /** How many share the pace of the model. */
  readonly requestCount: number
}

/**
 * null: nothing is known of it. A request that is told by itself counts. A ratio alone is the fill of a pool that requests share
 * (vLLM): one that is full makes them wait, and is how it is meant to run. More than the context holds is the sum of slots that do
 * not run at once.
 */
function fillOf({ contextTokens, contextUsedTokens, fullestRequest }: Model): Fill | null {
  const whole = { usedTokens: contextUsedTokens, contextTokens, besideCount: 0 }
  const told = fullestRequest ?? whole
  if (told.contextTokens === null || told.contextTokens <= 0 || told.usedTokens === null)
    return null
  if (told.usedTokens > told.contextTokens) return null
  return {
    usedTokens: told.usedTokens,
    contextTokens: told.contextTokens,
    ratio: told.usedTokens / told.contextTokens,
    requestCount: told.besideCount + 1,
  }
}

/** null where it has no fill that is told. */
export function sightOfModel(model: Model, snapshot: Unjudged, fromRatio: number): Sight | null {
  if (model.isRemote) return null
  if (model.isStale) return { key: model.id, level: 'blind' }
  const fill = fillOf(model)
  if (fill === null) return null
  if (fill.ratio < fromRatio - clearBelowRatio)
    return { key: model.id, level: 'low', dwell: betweenTurns }
  const { idleSinceMs } = model
  if (idleSinceMs !== null && snapshot.atMs - idleSinceMs > restedMs)
    return { key: model.id, level: 'low' }
  // a chat that lies there full is told when somebody goes on with it
  const isHigh = isGenerating(model) && fill.ratio >= fromRatio
  const claim = claimOf(model, fill, snapshot)
  return { key: model.id, level: isHigh ? 'high' : 'between', claim }
}

function claimOf(model: Model, fill: Fill, on: Unjudged): Claim {
  const { usedTokens, contextTokens, ratio } = fill
  const leftTokens = contextTokens - usedTokens
  const msLeft = msLeftOf(model, leftTokens, fill, on)
  const endsSoon = msLeft !== null && msLeft < soonMs
  const left =
    leftTokens === 0
      ? 'none is left'
      : `${formatCount(leftTokens)} ${leftTokens === 1 ? 'is' : 'are'} left`
  const pace = msLeft === null ? '' : `, about ${formatSpan(msLeft)} at this pace`
  return {
    severity: ratio >= nearlyFullRatio || endsSoon ? 'warning' : 'notice',
    title: `The context of ${shortName(model.name)} is nearly full`,
    sentence: `${shortName(model.name, 40)} has used ${formatCount(usedTokens)} of the ${formatCount(contextTokens)} tokens of its context (${formatRatio(ratio)}): ${left}${pace}.`,
    advice: contextAdvice(model.serverId, on),
    figures: contextTokensOf(usedTokens, contextTokens),
    about: { modelId: model.id, serverId: thereIs(model.serverId, on) },
    readAtMs: Math.min(model.atMs, on.atMs),
  }
}

/** By the forecast where it is about the same tokens, else by the pace that the server tells. */
function msLeftOf(
  model: Model,
  leftTokens: number,
  { requestCount }: Fill,
  { forecast }: Unjudged,
): number | null {
  if (!isGenerating(model) || leftTokens === 0) return null
  const told = freshOf(forecast)?.models.find(({ modelId }) => modelId === model.id)
  if (told?.tokensLeft === leftTokens && told.msLeft !== null) return told.msLeft
  const { tokensPerSecond } = model
  return tokensPerSecond === null || tokensPerSecond <= 0
    ? null
    : ((leftTokens * requestCount) / tokensPerSecond) * 1_000
}
