import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { languages, type Language } from '../../../src/shared/language.ts'
import type { PhraseBook } from '../../../src/shared/phrases/phrase.ts'
import { createSayingIn } from '../../../src/shared/phrases/saying-in.ts'
import type { Saying } from '../../../src/shared/phrases/saying.ts'
import { bookDe } from '../../../src/shared/phrases/book-de.ts'
import { bookZhHans } from '../../../src/shared/phrases/book-zh-hans.ts'
import { fromRoot } from '../../from-root.ts'

/** The languages that need a book: English is what the phrases are. */
export const translated = languages.filter((language) => language !== 'en')

/** One file for each in each language. */
export const areas = [
  'alerts',
  'cards',
  'doctor',
  'ends',
  'fit',
  'machine',
  'menu',
  'misadvice',
  'relief',
  'report',
  'settings',
  'updates',
] as const
export type Area = (typeof areas)[number]

export const textOfArea = (language: Language, area: Area): string =>
  readFileSync(fromRoot(`src/shared/phrases/${language}/${area}.json`), 'utf8')

/** What a file says, as it stands there. */
export const bookOfArea = (language: Language, area: Area): PhraseBook =>
  z.record(z.string(), z.string()).parse(JSON.parse(textOfArea(language, area)))

const books: Readonly<Record<Language, PhraseBook>> = {
  en: {},
  de: bookDe,
  'zh-Hans': bookZhHans,
}

const sayings = new Map<Language, Saying>()

/** How a language says what the Core has said, with the whole book that its screens have. */
export function sayingIn(language: Language): Saying {
  const before = sayings.get(language)
  if (before !== undefined) return before
  const made = createSayingIn(language, books[language])
  sayings.set(language, made)
  return made
}

/** Each text that a book does not know, named once with its language; a test expects none. */
export function unknownOf(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].flatMap((text) =>
    translated
      .filter((language) => !sayingIn(language).knows(text))
      .map((language) => `${language}: ${text}`),
  )
}
