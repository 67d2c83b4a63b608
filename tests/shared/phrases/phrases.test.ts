import { describe, expect, test } from 'vitest'
import { formOf } from '../../../src/shared/phrases/phrase.ts'
import { areas, bookOfArea, textOfArea, translated } from './books.ts'

const slotsIn = (text: string): readonly string[] => formOf(text).slots.map(({ name }) => name)
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted()
const repeatedIn = (all: readonly string[]): readonly string[] =>
  all.filter((one, at) => all.indexOf(one) !== at)

describe.each(areas)('the phrases of %s', (area) => {
  test('are the same in every language', () => {
    const [first = [], ...others] = translated.map((language) =>
      Object.keys(bookOfArea(language, area)).toSorted(),
    )
    for (const keys of others) expect(keys).toEqual(first)
  })

  test.each(translated)('stand once in the file of %s', (language) => {
    const keys = [...textOfArea(language, area).matchAll(/^ {2}("(?:[^"\\]|\\.)*"):/gm)]
    expect(repeatedIn(keys.map(([, key = '']) => key))).toEqual([])
    expect(keys).toHaveLength(Object.keys(bookOfArea(language, area)).length)
  })

  test.each(translated)('name each slot once, and in %s the same ones', (language) => {
    for (const [phrase, said] of Object.entries(bookOfArea(language, area))) {
      expect(repeatedIn(slotsIn(phrase)), phrase).toEqual([])
      expect(sorted(slotsIn(said)), phrase).toEqual(sorted(slotsIn(phrase)))
    }
  })

  test.each(translated)('are said in %s, with the names of their slots alone', (language) => {
    for (const [phrase, said] of Object.entries(bookOfArea(language, area))) {
      expect(said.trim(), phrase).not.toBe('')
      expect(
        formOf(said).slots.map(({ kind }) => kind),
        phrase,
      ).toEqual(slotsIn(said).map(() => 'text'))
      expect(said.replaceAll(/\{\{\w+\}\}/g, ''), phrase).not.toMatch(/[{}]/)
    }
  })

  test('have words of their own between their slots', () => {
    for (const phrase of Object.keys(bookOfArea('de', area)))
      expect(formOf(phrase).literals.join(''), phrase).toMatch(/\p{L}|\d|[^\s.,:;·]/u)
  })
})

describe('the phrases of all areas', () => {
  test('stand in one area only', () => {
    expect(repeatedIn(areas.flatMap((area) => Object.keys(bookOfArea('de', area))))).toEqual([])
  })

  test('differ by more than the names of their slots', () => {
    const shapes = areas
      .flatMap((area) => Object.keys(bookOfArea('de', area)))
      .map((phrase) => formOf(phrase))
      .map(({ literals, slots }) =>
        literals.map((words, at) => `${words}{${slots[at]?.kind ?? ''}}`),
      )
    expect(repeatedIn(shapes.map((shape) => shape.join('')))).toEqual([])
  })
})
