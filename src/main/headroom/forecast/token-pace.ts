import type { ModelId } from '../../../shared/ids.ts'
import type { Model } from '../../../shared/server.ts'

/** Less says little: servers tell their tokens in lumps. */
const leastSpanMs = 4_000
const longestSpanMs = 60_000
/** However often a server is asked. */
const maxPoints = 64

interface Used {
  readonly atMs: number
  readonly tokens: number
}

type PaceSigns = Pick<
  Model,
  'id' | 'state' | 'atMs' | 'isStale' | 'contextUsedTokens' | 'tokensPerSecond'
>

/**
 * How many tokens a second the cache of each model takes: by how full it was and is, which counts prompts as well; else as its
 * server says. null: it does not work, or nobody tells.
 */
export function createTokenPaces(): (
  models: readonly PaceSigns[],
) => (id: ModelId) => number | null {
  let used: ReadonlyMap<ModelId, readonly Used[]> = new Map()
  let paces: ReadonlyMap<ModelId, number | null> = new Map()
  return (models) => {
    used = new Map(models.map((model) => [model.id, withUsed(used.get(model.id) ?? [], model)]))
    paces = new Map(models.map((model) => [model.id, paceOf(model, used.get(model.id) ?? [])]))
    return (id) => paces.get(id) ?? null
  }
}

function withUsed(
  before: readonly Used[],
  { atMs, state, contextUsedTokens: tokens }: PaceSigns,
): readonly Used[] {
  const last = before.at(-1)
  if (tokens === null || state === 'idle') return []
  if (last?.atMs === atMs) return before
  // another text, or another time
  if (last !== undefined && (tokens < last.tokens || atMs < last.atMs)) return [{ atMs, tokens }]
  const kept = before.filter((one) => atMs - one.atMs <= longestSpanMs)
  return [...kept, { atMs, tokens }].slice(-maxPoints)
}

function paceOf(model: PaceSigns, used: readonly Used[]): number | null {
  if (model.isStale || model.state === 'idle') return null
  const last = used.at(-1)
  const first = used.find(({ atMs }) => last !== undefined && last.atMs - atMs >= leastSpanMs)
  if (first === undefined || last === undefined) return model.tokensPerSecond
  const pace = ((last.tokens - first.tokens) / (last.atMs - first.atMs)) * 1000
  return pace > 0 ? pace : model.tokensPerSecond
}
