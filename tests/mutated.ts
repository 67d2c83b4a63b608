import * as fc from 'fast-check'
import { expect } from 'vitest'
import { ParseError } from '../src/shared/parse.ts'

const cut = (text: string): fc.Arbitrary<string> =>
  fc.nat(text.length).map((length) => text.slice(0, length))

const spliced = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.nat(40), fc.oneof(fc.string(), fc.string({ unit: 'binary' })))
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length))

const doubled = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([at, length]) => {
    const piece = text.slice(at, at + length)
    return text.slice(0, at) + piece + piece + text.slice(at + length)
  })

const withoutLine = (text: string): fc.Arbitrary<string> => {
  const lines = text.split('\n')
  return fc.nat(lines.length - 1).map((at) => lines.filter((_, index) => index !== at).join('\n'))
}

/** Texts near to one that a parser knows, and some that are far from it. */
export const mutated = (text: string): fc.Arbitrary<string> =>
  fc.oneof(cut(text), spliced(text), doubled(text), withoutLine(text), fc.string())

/** The value; null where the parser throws a ParseError. Any other error is a fault. */
export function parsedOrNull<T>(parse: (text: string) => T, text: string): T | null {
  try {
    return parse(text)
  } catch (error) {
    // ParseError: text that the parser does not know
    if (error instanceof ParseError) return null
    throw error
  }
}

/** Every number in a value, whatever its depth. */
export function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}

/** A parser answers foreign text with finite numbers (of a type that `isSound` knows) or a ParseError. */
export function expectSound<T>(
  parse: (text: string) => T,
  text: string,
  isSound: (value: T) => boolean = () => true,
): void {
  let known = 0
  fc.assert(
    fc.property(mutated(text), (foreign) => {
      const value = parsedOrNull(parse, foreign)
      if (value === null) return
      known++
      expect(numbersIn(value).every(Number.isFinite)).toBe(true)
      expect(isSound(value)).toBe(true)
    }),
    { numRuns: 400, examples: [[''], [text], [text.replaceAll('\n', '\r\n')]] },
  )
  expect(known).toBeGreaterThan(0)
}
