import type { Language } from '../../shared/language.ts'
import { figureIn } from '../../shared/phrases/figure.ts'
import type { PhraseBook } from '../../shared/phrases/phrase.ts'
import { createSayingIn } from '../../shared/phrases/saying-in.ts'
import type { Texts } from './texts.ts'
import { createI18n, type Words } from './words.ts'

/** The words of a language that Core does not speak: what it says is found in the book. */
export function otherWords(language: Language, screen: Texts, book: PhraseBook): Words {
  const { say } = createSayingIn(language, book)
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return {
    language,
    i18n: createI18n(language, screen),
    say,
    figure: (text) => figureIn(language, text) ?? text,
    day: (atMs) => days.format(atMs),
  }
}
