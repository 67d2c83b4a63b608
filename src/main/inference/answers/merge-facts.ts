import type { ModelFacts, ServerFacts } from './facts.ts'

/** What one request told last. */
export interface PathFacts {
  readonly facts: ServerFacts
  /** Which of its kind's polls it belongs to: of several that list models, the first one says which there are. */
  readonly pollIndex: number
}

/** The newer facts over the older ones; what they do not tell hides nothing. */
function over<T extends object>(older: T, newer: T): T {
  const both = { ...older }
  for (const key in newer) {
    if (newer[key] !== null && newer[key] !== undefined) both[key] = newer[key]
  }
  return both
}

/** All facts as one, the newest winning; models by their ids. `first`: what is known before any answer; `byAge`: oldest first. */
export function mergeFacts(
  first: ServerFacts,
  byAge: readonly PathFacts[],
  holdsOne: boolean,
): ServerFacts {
  const merged = byAge.map(({ facts }) => facts).reduce(over, first)
  const models = mergeModels(first, byAge, holdsOne)
  return { ...merged, models }
}

/**
 * The first poll that names models says which there are; what the others tell is added to those of the same id, or to the only
 * one. An answer that names none (the context of koboldcpp) only adds. A server that holds one model for its life has one,
 * whatever name an answer gives it.
 */
function mergeModels(
  first: ServerFacts,
  byAge: readonly PathFacts[],
  holdsOne: boolean,
): readonly ModelFacts[] | null {
  const lists = byAge.flatMap(({ facts, pollIndex }) =>
    facts.models === null || facts.models === undefined
      ? []
      : [{ models: facts.models, pollIndex }],
  )
  const naming = lists.filter(({ models }) => models.every(({ id }) => id !== undefined))
  if (holdsOne || naming.length === 0) {
    return mergeOne([...(first.models ?? []), ...lists.flatMap(({ models }) => models)])
  }
  const leading = Math.min(...naming.map(({ pollIndex }) => pollIndex))
  const members = naming.findLast(({ pollIndex }) => pollIndex === leading)?.models ?? []
  const others = lists
    .filter(({ pollIndex }) => pollIndex !== leading)
    .flatMap(({ models }) => models)
  return members.map((member) => {
    const isOf = ({ id }: ModelFacts): boolean =>
      id === undefined ? members.length === 1 : id === member.id
    const before = (first.models ?? []).filter(isOf)
    return [...before, member, ...others.filter(isOf)].reduce(over, {})
  })
}

const mergeOne = (all: readonly ModelFacts[]): readonly ModelFacts[] | null =>
  all.length === 0 ? null : [all.reduce(over, {})]
