import type { PhraseForm } from './phrase.ts'

/** What came of a phrase whose slots hold these; null: one of them holds what it does not take. */
export type Fill = (form: PhraseForm, values: readonly string[]) => string | null

/**
 * Where foreign text ends: at the next words of the phrase (`first`; `clear`: and nothing in it joins two clauses), or wherever they
 * stand again.
 */
export type ForeignEnd = 'clear' | 'first' | 'anywhere'

/** Between sentences and clauses that are said one after the other, the widest first. */
export const joints = ['\n', '. ', '; ', ' · ', ': ', ', '] as const

/** It may be more than a name: another clause, or the end of the sentence. */
const isUnclear = (foreign: string): boolean =>
  foreign.endsWith('.') || joints.some((joint) => foreign.includes(joint))

/** How many letters of its own a phrase has. */
export const wordsIn = ({ literals }: PhraseForm): number => literals.join('').length

/** In foreign text a short literal may stand often: as many of its places are looked at. */
const maxPlaces = 24

export type Matcher = (text: string, fill: Fill, foreignEnd?: ForeignEnd) => string | null

/** Looks for the phrase in a text: by its letters first, which is cheap. */
export function matcherOf(form: PhraseForm): Matcher {
  const { literals, slots } = form
  const first = literals[0] ?? ''
  const last = literals.at(-1) ?? ''
  const longest = literals.reduce((a, b) => (b.length > a.length ? b : a), '')
  return (text, fill, foreignEnd = 'first') => {
    if (!text.startsWith(first) || !text.endsWith(last) || !text.includes(longest)) return null
    const end = text.length - last.length
    let places = 0
    const filledFrom = (from: number, values: readonly string[]): string | null => {
      const rest = text.slice(from, end)
      if (rest === '') return null
      const index = values.length
      const isForeign = slots[index]?.kind === 'raw'
      const mayBe = (value: string): boolean =>
        !(isForeign && foreignEnd === 'clear' && isUnclear(value))
      if (index + 1 === slots.length) return mayBe(rest) ? fill(form, [...values, rest]) : null
      const literal = literals[index + 1] ?? ''
      const endsAtFirst = isForeign && foreignEnd !== 'anywhere'
      for (let to = text.indexOf(literal, from + 1); to !== -1;) {
        const next = to + literal.length
        if (next > end || ++places > maxPlaces) return null
        const value = text.slice(from, to)
        const said = mayBe(value) ? filledFrom(next, [...values, value]) : null
        if (said !== null || endsAtFirst) return said
        to = text.indexOf(literal, to + 1)
      }
      return null
    }
    return filledFrom(first.length, [])
  }
}
