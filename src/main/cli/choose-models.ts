import type { Verdict } from '../../shared/fit.ts'
import { standingOf } from '../../shared/models-text.ts'
import type { LocalModel, LocalModels } from '../../shared/local-models.ts'

export const modelOrders = ['name', 'size', 'verdict', 'context'] as const
export type ModelOrder = (typeof modelOrders)[number]

export interface ModelChoice {
  /** Those that fit, or are loaded already. */
  readonly fitsOnly: boolean
  readonly order: ModelOrder
  /** All of them stand in what is known of it, in any case. */
  readonly words: readonly string[]
}

/** Those that are asked for, in their order; what cannot be read comes last, whatever the order. */
export function chosenModels(
  all: LocalModels,
  { fitsOnly, order, words }: ModelChoice,
): LocalModels {
  const wanted = words.map((word) => word.toLowerCase())
  const chosen = all.models.filter(
    (model) =>
      (!fitsOnly || canLoad(model)) && wanted.every((word) => textOf(model).includes(word)),
  )
  const isBroken = ({ trouble }: LocalModel): number => (trouble === null ? 0 : 1)
  return {
    ...all,
    models: chosen.toSorted((a, b) => isBroken(a) - isBroken(b) || compared[order](a, b)),
  }
}

const textOf = (model: LocalModel): string =>
  [model.name, model.wanted, model.architecture, model.quantization, model.engine, model.source]
    .join(' ')
    .toLowerCase()

const verdicts: readonly Verdict[] = ['fits', 'tight', 'no', 'unknown']
const most = (a: number | null, b: number | null): number => (b ?? -1) - (a ?? -1)

/** They come by name, and stay so where nothing else tells them apart. */
const compared: Readonly<Record<ModelOrder, (a: LocalModel, b: LocalModel) => number>> = {
  name: () => 0,
  size: (a, b) => most(a.fileBytes, b.fileBytes),
  verdict: (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
  context: (a, b) => most(a.longestContextTokens, b.longestContextTokens),
}

/** Now, if with less context than its engine would take by itself. */
const canLoad = (model: LocalModel): boolean => {
  const standing = standingOf(model)
  return standing !== 'no' && standing !== 'unknown'
}
