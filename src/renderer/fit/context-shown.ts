import type { Fit, FitEngine } from '../../shared/fit.ts'
import type { Wish } from './wish.ts'

export interface ContextShown {
  readonly tokens: number
  /** null: none fits, or it is not known. */
  readonly longestTokens: number | null
  /** Whose it is, where several requests have it; null: of one, or of whoever comes. */
  readonly of: ContextOf | null
}

/** Each of `count` requests has it, or all of them together. */
export type ContextOf =
  | { readonly kind: 'each'; readonly count: number }
  | { readonly kind: 'together'; readonly count: number; readonly tokensOfEach: number }

type Shared = Pick<Fit, 'model' | 'contextTokens' | 'parallel' | 'sharing' | 'maxContextThatFits'>

/** In the tokens that are asked for: llama.cpp's of all requests together, Ollama's and MLX's of each. null: there is no context. */
export function contextShown(fit: Shared, wishedTokens: number | null): ContextShown | null {
  const { model, contextTokens, sharing, maxContextThatFits } = fit
  if (contextTokens === null) return null
  const count = fit.parallel ?? 1
  const isSplit = sharing === 'split' && count > 1
  const parts = isSplit && model.engine === 'ollama' ? count : 1
  const tokens = wishedTokens ?? Math.floor(contextTokens / parts)
  const longestTokens = maxContextThatFits === null ? null : Math.floor(maxContextThatFits / parts)
  const together = { kind: 'together', count, tokensOfEach: Math.floor(tokens / count) } as const
  const isOfEach = parts > 1 || sharing === 'each'
  const of = isOfEach ? ({ kind: 'each', count } as const) : isSplit ? together : null
  return { tokens, longestTokens, of }
}

/** The same run by another engine: as long a context for each request, in the tokens that this engine is told. */
export function wishForEngine(
  wish: Wish,
  engine: FitEngine | null,
  own: Pick<Fit['model'], 'engine'>,
): Wish {
  const { contextTokens } = wish
  const count = wish.parallel ?? 1
  const isBefore = (wish.engine ?? own.engine) === 'ollama'
  const isThen = (engine ?? own.engine) === 'ollama'
  if (contextTokens === null || isBefore === isThen) return { ...wish, engine }
  const tokens = isThen ? Math.floor(contextTokens / count) : contextTokens * count
  return { ...wish, engine, contextTokens: tokens }
}
