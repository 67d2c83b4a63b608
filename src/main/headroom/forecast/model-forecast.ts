import type { ModelForecast } from '../../../shared/forecast.ts'
import type { Model } from '../../../shared/server.ts'
import type { KnownGrowth } from './runs-out.ts'

/** What is known of how a model's program grows. */
export interface CacheGrowth extends Pick<ModelForecast, 'endsWith' | 'mayGrow'> {
  /** null where it is not known, and where it is taken already. */
  readonly bytesPerToken: number | null
  /** A prompt that is being read, as its log counts it; null where none tells. */
  readonly prompt: PromptProgress | null
}

export interface PromptProgress {
  readonly tokens: number
  readonly doneTokens: number
}

/** A model as its log counts on where its server does not. */
export const withPrompt = <T extends TokenSigns>(model: T, { prompt }: CacheGrowth): T =>
  prompt === null || model.contextUsedTokens !== null
    ? model
    : { ...model, contextUsedTokens: prompt.doneTokens }

export type TokenSigns = Pick<Model, 'id' | 'contextTokens' | 'contextUsedTokens'>

/** How far a model can go on. `roomBytes`, `tokensPerSecond`: null where they are not known. null: nothing is known. */
export function modelForecastOf(
  model: TokenSigns,
  { endsWith, bytesPerToken, mayGrow }: CacheGrowth,
  {
    roomBytes,
    tokensPerSecond,
  }: { readonly roomBytes: number | null; readonly tokensPerSecond: number | null },
): ModelForecast | null {
  const contextLeft = contextLeftOf(model)
  const inMemory =
    endsWith === 'context' || bytesPerToken === null || roomBytes === null
      ? null
      : Math.floor(roomBytes / bytesPerToken)
  const tokensLeft = endsWith === 'context' ? contextLeft : lessOf(inMemory, contextLeft)
  if (tokensLeft === null && bytesPerToken === null && mayGrow === null) return null
  const isWorking = tokensPerSecond !== null && tokensPerSecond > 0
  return {
    modelId: model.id,
    endsWith,
    tokensLeft,
    msLeft: tokensLeft === null || !isWorking ? null : (tokensLeft / tokensPerSecond) * 1000,
    bytesPerToken: endsWith === 'context' ? null : bytesPerToken,
    mayGrow,
  }
}

const contextLeftOf = ({ contextTokens, contextUsedTokens }: TokenSigns): number | null =>
  contextTokens === null || contextUsedTokens === null
    ? null
    : Math.max(0, contextTokens - contextUsedTokens)

/** A context that is not full says nothing of memory that is not known. */
const lessOf = (inMemory: number | null, inContext: number | null): number | null =>
  inMemory === null ? null : Math.min(inMemory, inContext ?? inMemory)

/** What one model will take by its pace; null: it does not work, or nothing is known of it. */
export function knownGrowthOf(
  model: TokenSigns,
  { endsWith, bytesPerToken, prompt }: CacheGrowth,
  tokensPerSecond: number | null,
): KnownGrowth | null {
  if (endsWith === 'context' || bytesPerToken === null || bytesPerToken <= 0) return null
  if (tokensPerSecond === null || tokensPerSecond <= 0) return null
  const left = prompt !== null && isRead(prompt) ? leftOf(prompt) : contextLeftOf(model)
  return {
    bytesPerSecond: bytesPerToken * tokensPerSecond,
    toComeBytes: left === null ? null : left * bytesPerToken,
  }
}

const leftOf = ({ tokens, doneTokens }: PromptProgress): number => tokens - doneTokens

/** It is not read to its end. */
export const isRead = (prompt: PromptProgress): boolean => leftOf(prompt) > 0

/** Of all models together; null: of none. */
export function knownTogether(growths: readonly KnownGrowth[]): KnownGrowth | null {
  if (growths.length === 0) return null
  const bounded = growths.flatMap(({ toComeBytes }) => toComeBytes ?? [])
  const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)
  return {
    bytesPerSecond: sum(growths.map(({ bytesPerSecond }) => bytesPerSecond)),
    toComeBytes: bounded.length === growths.length ? sum(bounded) : null,
  }
}
