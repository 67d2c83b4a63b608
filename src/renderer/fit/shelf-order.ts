import type { LocalModel } from '../../shared/local-models.ts'
import { shownLocalModel, standingOf, type Standing } from '../../shared/models-text.ts'

export const sortings = ['name', 'verdict', 'size', 'context'] as const
export type Sorting = (typeof sortings)[number]

/** The list as it is looked at. */
export interface ShelfOrder {
  readonly usable: readonly LocalModel[]
  /** Something is wrong with their files. */
  readonly broken: readonly LocalModel[]
}

/** Those in which all words stand, in the order that is asked for; broken ones apart. */
export function orderedShelf(
  models: readonly LocalModel[],
  filter: string,
  sorting: Sorting,
): ShelfOrder {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = words.length === 0 ? models : models.filter((model) => hasAll(model, words))
  const compare = comparisons[sorting]
  const sorted = [...found].sort((one, other) => compare(one, other) || byName(one, other))
  return {
    usable: sorted.filter(({ trouble }) => trouble === null),
    broken: sorted.filter(({ trouble }) => trouble !== null),
  }
}

function hasAll(model: LocalModel, words: readonly string[]): boolean {
  const { about, verdict } = shownLocalModel(model)
  const text = [model.name, model.wanted, model.path, about, model.engine ?? '', verdict]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Of one make for all: `localeCompare` by itself makes one for each pair. */
const { compare: compareNames } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const byName = (one: LocalModel, other: LocalModel): number =>
  compareNames(one.name, other.name) || compareNames(one.path, other.path)

/** What has no figure comes last. */
const descending = (one: number | null, other: number | null): number => (other ?? -1) - (one ?? -1)

const ranks: Readonly<Record<Standing, number>> = {
  loaded: 0,
  fits: 1,
  tight: 2,
  shorter: 3,
  unknown: 4,
  no: 5,
}
const rankOf = (model: LocalModel): number => ranks[standingOf(model)]

const comparisons: Readonly<Record<Sorting, (one: LocalModel, other: LocalModel) => number>> = {
  name: byName,
  verdict: (one, other) => rankOf(one) - rankOf(other),
  size: (one, other) => descending(one.fileBytes, other.fileBytes),
  context: (one, other) => descending(one.longestContextTokens, other.longestContextTokens),
}
