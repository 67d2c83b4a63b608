import type { SlidingRule } from './architectures.ts'
import type { Hyperparameters } from './hyperparameters.ts'

export interface Sliding {
  /** 0: none slides. */
  readonly windowTokens: number
  readonly isSliding: (index: number) => boolean
}

const none: Sliding = { windowTokens: 0, isSliding: () => false }

/**
 * Which layers slide (`load_swa_pattern` and `set_swa_pattern` of llama.cpp; memory-estimate.md §2.3). A window that a file names
 * has no effect where its architecture has no sliding layers.
 */
export function slidingOf(model: Hyperparameters, rule: SlidingRule | undefined): Sliding {
  const windowTokens = windowOf(model, rule)
  if (rule === undefined || windowTokens === 0) return none
  if (rule.period === 'every') return { windowTokens, isSliding: () => true }
  const isSliding = patternOf(model, rule)
  // The layers behind, that predict further tokens, never slide.
  return { windowTokens, isSliding: (index) => index < model.layerCount && isSliding(index) }
}

function windowOf(
  { slidingWindowTokens, layerCount }: Hyperparameters,
  rule: SlidingRule | undefined,
): number {
  const { onlyLayerCount } = rule ?? {}
  if (onlyLayerCount !== undefined && onlyLayerCount !== layerCount) return 0
  const windowTokens = slidingWindowTokens ?? rule?.windowTokens ?? 0
  return windowTokens === 0 ? 0 : (rule?.fixedWindowTokens ?? windowTokens)
}

function patternOf(
  { slidingPattern }: Hyperparameters,
  { period: usual, isDenseFirst }: SlidingRule,
): Sliding['isSliding'] {
  if (typeof slidingPattern === 'object' && slidingPattern !== null)
    return (index) => slidingPattern[index] === true
  const period = usual === null ? null : (slidingPattern ?? usual)
  if (period === null || period === 'every') return () => false
  if (period === 0) return () => true
  return isDenseFirst === true
    ? (index) => index % period !== 0
    : (index) => index % period < period - 1
}
