/** What can be taken into a set: what it costs, and what it gives in each dimension. */
export interface Item {
  readonly key: string
  /** Above 0. */
  readonly harm: number
  readonly gives: readonly number[]
}

export interface Cover<T extends Item> {
  /** The least harm first. */
  readonly items: readonly T[]
  /** Every need is covered. */
  readonly isEnough: boolean
  /** There is no better set; else the search ended at its budget with a good one. */
  readonly isExact: boolean
  /** How many choices were looked at. */
  readonly nodeCount: number
}

/** What is looked at, at most, in some milliseconds: with the few candidates of a machine some hundred do; beyond this the best so far is taken. */
export const nodeBudget = 2_000
/** So many are searched, the most useful: what costs more for what it gives is hardly ever in the best set. */
const mostSearched = 40

/**
 * The set with the least harm that covers every need; where not all can be covered, the one with the least harm that gives as much
 * as there is. Of several alike the fewest items, then the least excess, then by their keys: whatever order they come in.
 */
export function coverOf<T extends Item>(
  items: readonly T[],
  needs: readonly number[],
  budget: number = nodeBudget,
): Cover<T> {
  const dimensions = needs.flatMap((need, index) => (need > 0 ? [index] : []))
  const givenBy = (some: readonly T[], index: number): number =>
    some.reduce((sum, item) => sum + Math.max(0, item.gives[index] ?? 0), 0)
  const useful = items
    .filter((item) => dimensions.some((index) => (item.gives[index] ?? 0) > 0))
    .toSorted(byKey)
  // what cannot be covered is covered as far as it goes
  const goals = dimensions.map((index) => Math.min(needs[index] ?? 0, givenBy(useful, index)))
  const isEnough = dimensions.every((index, at) => isMet(goals[at] ?? 0, needs[index] ?? 0))
  const candidates = useful.map((item): Candidate<T> => ({
    item,
    gives: dimensions.map((index) => Math.max(0, item.gives[index] ?? 0)),
  }))
  const search = createSearch(candidates, goals, budget)
  const found = search.run()
  return {
    items: found.chosen.map(({ item }) => item).toSorted((a, b) => a.harm - b.harm || byKey(a, b)),
    isEnough,
    isExact: found.isExact,
    nodeCount: found.nodeCount,
  }
}

interface Candidate<T> {
  readonly item: T
  readonly gives: readonly number[]
}

interface Found<T> {
  readonly chosen: readonly Candidate<T>[]
  readonly isExact: boolean
  readonly nodeCount: number
}

const byKey = (a: Item, b: Item): number => (a.key < b.key ? -1 : Number(a.key > b.key))

/** Shares of time are sums of fractions. */
const tiny = 1e-9
const isMet = (given: number, goal: number): boolean => given >= goal - tiny * Math.max(1, goal)

/** Branch and bound, the best by share of what is missing first: with it, then without. */
function createSearch<T extends Item>(
  all: readonly Candidate<T>[],
  goals: readonly number[],
  budget: number,
): { run(): Found<T> } {
  const byPrice = byPriceOf(all, goals)
  const greedy = greedyOf(byPrice, goals)
  const candidates = byPrice.filter((one, at) => at < mostSearched || greedy.includes(one))
  const leastMore = leastMoreOf(candidates, goals)
  let best = scoreOf(greedy, goals)
  let nodeCount = 0

  const visit = (
    from: number,
    taken: readonly Candidate<T>[],
    given: readonly number[],
    harm: number,
  ): void => {
    if (nodeCount >= budget) return
    nodeCount += 1
    if (goals.every((goal, at) => isMet(given[at] ?? 0, goal))) {
      const score = scoreOf(taken, goals)
      if (isBetter(score, best)) best = score
      return
    }
    const next = candidates[from]
    if (next === undefined) return
    const bound = harm + leastMore(from, given)
    if (bound > best.harm + tiny) return
    // at least one more is needed
    if (bound > best.harm - tiny && taken.length + 1 > best.chosen.length) return
    // what is covered already needs it not
    const helps = next.gives.some((give, at) => give > 0 && !isMet(given[at] ?? 0, goals[at] ?? 0))
    if (!helps) {
      visit(from + 1, taken, given, harm)
      return
    }
    const more = given.map((one, at) => one + (next.gives[at] ?? 0))
    visit(from + 1, [...taken, next], more, harm + next.item.harm)
    visit(from + 1, taken, given, harm)
  }

  return {
    run: () => {
      const none = goals.map(() => 0)
      visit(0, [], none, 0)
      const isExact = nodeCount < budget && candidates.length === all.length
      return { chosen: best.chosen, isExact, nodeCount }
    },
  }
}

/** No set that goes on from here has less harm: each dimension by itself, as if items could be cut. */
function leastMoreOf(
  candidates: readonly Candidate<Item>[],
  goals: readonly number[],
): (from: number, given: readonly number[]) => number {
  const cheapest = goals.map((_, at) =>
    candidates
      .map(({ item, gives }, index) => ({ harm: item.harm, give: gives[at] ?? 0, index }))
      .filter(({ give }) => give > 0)
      .toSorted((a, b) => a.harm / a.give - b.harm / b.give),
  )
  return (from, given) => {
    let most = 0
    for (const [at, goal] of goals.entries()) {
      let [missing, sum] = [goal - (given[at] ?? 0), 0]
      for (const { harm, give, index } of cheapest[at] ?? []) {
        if (missing <= 0) break
        if (index < from) continue
        sum += harm * Math.min(1, missing / give)
        missing -= give
      }
      most = Math.max(most, missing > tiny * Math.max(1, goal) ? Infinity : sum)
    }
    return most
  }
}

function byPriceOf<T extends Item>(
  all: readonly Candidate<T>[],
  goals: readonly number[],
): readonly Candidate<T>[] {
  return all
    .map((candidate) => ({ candidate, price: priceOf(candidate, goals) }))
    .toSorted((a, b) => a.price - b.price)
    .map(({ candidate }) => candidate)
}

/** Harm for each share of the goals that it covers by itself. */
function priceOf({ item, gives }: Candidate<Item>, goals: readonly number[]): number {
  let share = 0
  for (const [at, goal] of goals.entries())
    share += Math.min(1, (gives[at] ?? 0) / Math.max(goal, tiny))
  return item.harm / share
}

/** The best by what is still missing, one after the other; then all out again that are not needed, the most harmful first. */
function greedyOf<T extends Item>(
  candidates: readonly Candidate<T>[],
  goals: readonly number[],
): readonly Candidate<T>[] {
  const chosen: Candidate<T>[] = []
  let left = candidates
  while (!covers(chosen, goals)) {
    const missing = openOf(goals.map((goal, at) => Math.max(0, goal - sumAt(chosen, at))))
    const first = cheapestOf(left, missing)
    if (first === null) break
    chosen.push(first)
    left = left.filter((one) => one !== first)
  }
  const mostHarmFirst = chosen.toSorted((a, b) => b.item.harm - a.item.harm)
  return mostHarmFirst.reduce<readonly Candidate<T>[]>((kept, one) => {
    const without = kept.filter((other) => other !== one)
    return covers(without, goals) ? without : kept
  }, chosen)
}

/** The first of the cheapest; null where none gives of what is missing. */
function cheapestOf<T extends Item>(
  some: readonly Candidate<T>[],
  missing: readonly number[],
): Candidate<T> | null {
  let [first, least]: [Candidate<T> | null, number] = [null, Infinity]
  for (const one of some) {
    const price = priceOf(one, missing)
    if (price < least) [first, least] = [one, price]
  }
  return first
}

/** What is covered already asks for nothing: no share of it counts. */
const openOf = (missing: readonly number[]): readonly number[] =>
  missing.map((one) => (one > 0 ? one : Infinity))

const sumAt = (some: readonly Candidate<Item>[], at: number): number =>
  some.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0)

const covers = (some: readonly Candidate<Item>[], goals: readonly number[]): boolean =>
  goals.every((goal, at) => isMet(sumAt(some, at), goal))

interface Score<T> {
  readonly chosen: readonly Candidate<T>[]
  readonly harm: number
  readonly excess: number
  readonly keys: string
}

function scoreOf<T extends Item>(
  chosen: readonly Candidate<T>[],
  goals: readonly number[],
): Score<T> {
  return {
    chosen,
    harm: chosen.reduce((sum, { item }) => sum + item.harm, 0),
    excess: goals.reduce((sum, goal, at) => sum + sumAt(chosen, at) / Math.max(goal, tiny) - 1, 0),
    keys: chosen
      .map(({ item }) => item.key)
      .toSorted()
      .join('\n'),
  }
}

function isBetter<T>(a: Score<T>, b: Score<T>): boolean {
  if (Math.abs(a.harm - b.harm) > tiny) return a.harm < b.harm
  if (a.chosen.length !== b.chosen.length) return a.chosen.length < b.chosen.length
  if (Math.abs(a.excess - b.excess) > tiny) return a.excess < b.excess
  return a.keys < b.keys
}
