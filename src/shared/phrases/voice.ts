import type { Language } from '../language.ts'
import { figureIn } from './figure.ts'
import type { PhraseBook } from './phrase.ts'
import { createSayingIn } from './saying-in.ts'
import type { Saying } from './saying.ts'

/** How one language says what the Core, or a text of shared/, has said in English. */
export interface Voice extends Saying {
  readonly language: Language
  /** A figure of units.ts as it is written in this language. */
  figure(figure: string): string
}

export const englishVoice: Voice = {
  language: 'en',
  say: (english) => english,
  knows: () => true,
  figure: (figure) => figure,
}

export function voiceOf(language: Exclude<Language, 'en'>, book: PhraseBook): Voice {
  return {
    ...createSayingIn(language, book),
    language,
    figure: (text) => figureIn(language, text) ?? text,
  }
}
