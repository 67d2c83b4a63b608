import type { FitEngine } from '../../shared/fit.ts'
import { partTitles } from '../../shared/fit-text.ts'
import type { Learnt, LearntGrowth, LearntModel } from '../../shared/learnt.ts'
import { formatRatio } from '../../shared/units.ts'

export const titleOfEngine: Readonly<Record<FitEngine, string>> = {
  'llama.cpp': 'llama.cpp',
  ollama: 'Ollama',
  mlx: 'MLX',
}

export type LearntLine =
  | { readonly kind: 'model'; readonly of: LearntModel }
  | { readonly kind: 'growth'; readonly of: LearntGrowth }

/** Those that were seen of late first, whatever they tell. */
export const newestFirst = (
  models: Learnt['models'],
  growths: Learnt['growths'],
): readonly LearntLine[] =>
  [
    ...models.map((of): LearntLine => ({ kind: 'model', of })),
    ...growths.map((of): LearntLine => ({ kind: 'growth', of })),
  ].toSorted((a, b) => b.of.lastAtMs - a.of.lastAtMs)

/** Less is not worth a word: a thousandth of a part. */
const leastCorrection = 0.001

/** By how much the next estimate is moved, part by part: `compute`, `+10 %`. */
export const correctionsOf = (
  ratios: LearntModel['ratios'],
): readonly { readonly title: string; readonly by: string }[] =>
  Object.entries(partTitles).flatMap(([part, title]) => {
    const ratio = Object.entries(ratios).find(([name]) => name === part)?.[1] ?? 1
    const by = ratio - 1
    if (Math.abs(by) < leastCorrection) return []
    return [{ title, by: `${by < 0 ? '−' : '+'}${formatRatio(Math.abs(by))}` }]
  })
