import type { Language } from '../language.ts'
import { figureIn } from './figure.ts'
import { filledIn } from './fill.ts'
import { markIn } from './mark.ts'
import type { PhraseBook } from './phrase.ts'
import { createSaying, type Saying } from './saying.ts'

/** How a language says what the Core has said, by its book. */
export const createSayingIn = (language: Language, book: PhraseBook): Saying =>
  createSaying({
    phrases: Object.keys(book),
    put: (phrase, slots) => filledIn(language, book[phrase] ?? phrase, slots),
    figure: (text) => figureIn(language, text),
    mark: (mark) => markIn(language, mark),
  })
