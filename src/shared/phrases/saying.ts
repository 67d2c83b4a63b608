import { createBudget, type Budget } from './budget.ts'
import { joints, matcherOf, wordsIn, type Fill, type Matcher } from './matcher.ts'
import { formOf, type PhraseForm } from './phrase.ts'

/** Clauses stand within clauses; deeper than this nothing of ours does. */
const maxDepth = 6
/** A text that is longer than all that the Core says is nobody's phrase. */
const maxTextLength = 2_000
/**
 * So often phrases are held against a text and its parts, which takes some 10 ms: what is ours needs a part of it, and foreign text,
 * which has parts without end, gets no more.
 */
const maxTries = 100_000
/** Figures change with each tick: older ones are worked out again. */
const maxKept = 2_000
/** By fewer letters of its own (`{{a}} and {{b}}`) a phrase is known only where all of its slots are. */
const leastTelling = 8
/** Between sentences, and what stands for one. */
const sentenceJoints = ['\n', '. ', '; ', ': ']

export interface SayingOptions {
  /** What is known, in English. */
  readonly phrases: readonly string[]
  /** A phrase with its slots filled, in the reader's language. */
  readonly put: (phrase: string, slots: Readonly<Record<string, string>>) => string
  /** A figure as the reader writes it; null: it is none. */
  readonly figure: (text: string) => string | null
  /** What stands between two sentences or clauses (`. `, `, `), or ends one (`.`), as the reader writes it; by default the same. */
  readonly mark?: (mark: string) => string
}

export interface Saying {
  /** What the Core has said, in the reader's language; what no phrase knows stays as it is. */
  say(english: string): string
  /** Whether all of it is known. */
  knows(english: string): boolean
}

/**
 * The Core speaks English, to the terminal, to JSON and to its own record; a screen of another language finds the phrase that a
 * sentence was made by, and says it in that language. The phrase with the most words of its own counts; one whose slots are all
 * known counts before one that is known in part.
 */
export function createSaying({ phrases, put, figure, mark = same }: SayingOptions): Saying {
  const fillBy = fillerOf({ put, figure })
  const budget = createBudget(maxTries)
  const forms = phrases.map(formOf).sort((a, b) => wordsIn(b) - wordsIn(a))
  const whole = new Set(forms.filter(({ slots }) => slots.length === 0).map(({ phrase }) => phrase))
  const withSlots = forms.filter(({ slots }) => slots.length > 0)
  const open = createShelf(withSlots, budget)
  const isTelling = (form: PhraseForm): boolean => wordsIn(form) >= leastTelling
  const telling = createShelf(withSlots.filter(isTelling), budget)
  const filledBy = createFilledBy({ open, telling, fillBy, mark })
  const known = createKept(budget)
  const loosely = createKept(budget)
  const inPart = createKept(budget)

  /** null: not all of it is known. Foreign text that holds a clause is none, as long as all of it can be said otherwise. */
  const clearly = (text: string, depth: number): string | null => {
    if (text === '') return ''
    if (depth > maxDepth || text.length > maxTextLength) return null
    return known(keyOf(text, depth), () =>
      whole.has(text) ? put(text, {}) : (figure(text) ?? filledBy(text, depth, clearly)),
    )
  }

  const found = (text: string, depth: number): string | null => {
    const said = clearly(text, depth)
    if (said !== null || depth > maxDepth || text.length > maxTextLength) return said
    return loosely(
      keyOf(text, depth),
      () =>
        filledBy(text, depth, found) ??
        firstOf(open(text), (match) => match(text, fillBy(depth, found), 'anywhere')),
    )
  }

  /** As much of it as is known; null: nothing is. */
  const some = (text: string, depth: number): string | null => {
    const said = found(text, depth)
    if (said !== null || depth > maxDepth || text.length > maxTextLength) return said
    return inPart(
      keyOf(text, depth),
      () =>
        firstOf(telling(text), (match) =>
          match(
            text,
            fillBy(depth, (value, at) => some(value, at) ?? value),
          ),
        ) ??
        joined(text, { joints, sayPart: (part) => some(part, depth + 1), mark, which: 'some' }) ??
        ended(text, (clause) => some(clause, depth + 1), mark),
    )
  }

  return sayingWithin(budget, found, some)
}

/** Each text has a budget of its own, once for all of it, and once for what is known of it. */
const sayingWithin = (budget: Budget, found: SayPart, some: SayPart): Saying => {
  const whole = (english: string): string | null => {
    budget.renew()
    return found(english, 0)
  }
  const inPart = (english: string): string | null => {
    budget.renew()
    return some(english, 0)
  }
  // what is given up is not looked for again either
  const kept = createKept(createBudget(Number.POSITIVE_INFINITY))
  return {
    say: (english) => kept(english, () => whole(english) ?? inPart(english)) ?? english,
    knows: (english) => whole(english) !== null,
  }
}

const same = (mark: string): string => mark

type SayPart = (text: string, depth: number) => string | null

/** Puts into a phrase what its slots hold; null: one of them holds what it does not take. */
const fillerOf =
  ({ put, figure }: Pick<SayingOptions, 'put' | 'figure'>) =>
  (depth: number, sayText: SayPart): Fill =>
  ({ phrase, slots }, values) => {
    const said: Record<string, string> = {}
    for (const [at, { name, kind }] of slots.entries()) {
      const value = values[at] ?? ''
      const one =
        kind === 'raw' ? value : kind === 'figure' ? figure(value) : sayText(value, depth + 1)
      if (one === null) return null
      said[name] = one
    }
    return put(phrase, said)
  }

/**
 * All of a text by a phrase, or part by part: sentences are told apart before a phrase of few letters (`{{a}} and {{b}}`) may join
 * two of them.
 */
const createFilledBy =
  ({
    open,
    telling,
    fillBy,
    mark,
  }: {
    readonly open: Shelf
    readonly telling: Shelf
    readonly fillBy: ReturnType<typeof fillerOf>
    readonly mark: (mark: string) => string
  }) =>
  (text: string, depth: number, say: SayPart): string | null => {
    const by = (shelf: Shelf): string | null =>
      firstOf(shelf(text), (match) => match(text, fillBy(depth, say), 'clear'))
    const sayPart = (part: string): string | null => say(part, depth + 1)
    return (
      by(telling) ??
      joined(text, { joints: sentenceJoints, sayPart, mark, which: 'every' }) ??
      ended(text, sayPart, mark) ??
      by(open) ??
      joined(text, { joints, sayPart, mark, which: 'every' })
    )
  }

type Shelf = (text: string) => readonly Matcher[]

/** The phrases that a text may be, by its first letter. */
function createShelf(forms: readonly PhraseForm[], budget: Budget): Shelf {
  const limited =
    (match: Matcher): Matcher =>
    (...args) =>
      budget.take() ? match(...args) : null
  const all = forms.map((form) => ({
    letter: form.literals[0]?.slice(0, 1) ?? '',
    match: limited(matcherOf(form)),
  }))
  const beginning = (first: string): readonly Matcher[] =>
    all.filter(({ letter }) => letter === '' || letter === first).map(({ match }) => match)
  const shelves = new Map(all.map(({ letter }) => [letter, beginning(letter)]))
  return (text) =>
    budget.isSpent() ? [] : (shelves.get(text.slice(0, 1)) ?? shelves.get('') ?? [])
}

type Kept = (key: string, make: () => string | null) => string | null

/** What lies too deep in one sentence may be a sentence of its own. */
const keyOf = (text: string, depth: number): string => `${depth} ${text}`

/** What was worked out, as long as there is room for it. */
function createKept(budget: Budget): Kept {
  const kept = new Map<string, string | null>()
  return (key, make) => {
    const before = kept.get(key)
    if (before !== undefined) return before
    if (budget.isSpent()) return null
    const made = make()
    // what was not looked for to its end may yet be known
    if (made === null && budget.isSpent()) return null
    if (kept.size >= maxKept) kept.clear()
    kept.set(key, made)
    return made
  }
}

function firstOf<T>(all: readonly T[], look: (one: T) => string | null): string | null {
  for (const one of all) {
    const said = look(one)
    if (said !== null) return said
  }
  return null
}

interface Joining {
  readonly joints: readonly string[]
  readonly sayPart: (part: string) => string | null
  readonly mark: (mark: string) => string
  readonly which: 'every' | 'some'
}

/** Sentences or clauses that stand one after the other, each said by itself; `some`: those that are not known stay as they are. */
function joined(text: string, { joints: all, sayPart, mark, which }: Joining): string | null {
  for (const joint of all) {
    const parts = partsOf(text, joint)
    if (parts.length < 2) continue
    const said = parts.map(sayPart)
    if (said[which]((one) => one !== null))
      return said.map((one, at) => one ?? parts[at] ?? '').join(mark(joint))
  }
  return null
}

/** What stands in brackets stays together. */
function partsOf(text: string, joint: string): readonly string[] {
  const parts: string[] = []
  let open = ''
  for (const piece of text.split(joint)) {
    open += piece
    if (open.split('(').length > open.split(')').length) open += joint
    else {
      parts.push(open)
      open = ''
    }
  }
  return open === '' ? parts : [...parts, open.slice(0, -joint.length)]
}

/** A sentence that is known as a clause. */
function ended(
  text: string,
  sayClause: (clause: string) => string | null,
  mark: (mark: string) => string,
): string | null {
  const said = text.endsWith('.') ? sayClause(text.slice(0, -1)) : null
  return said === null ? null : said + mark('.')
}
