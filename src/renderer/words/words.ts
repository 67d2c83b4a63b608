import { createInstance, type i18n } from 'i18next'
import type { Language } from '../../shared/language.ts'
import type { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen'
    resources: { screen: typeof en }
  }
}

/** How the screens speak. */
export interface Words {
  readonly language: Language
  readonly i18n: i18n
  /** What Core, or a text of shared/, has said in English, in this language. */
  readonly say: (english: string) => string
  /** A figure of units.ts as it is written in this language. */
  readonly figure: (figure: string) => string
  /** The day on the reader's calendar. */
  readonly day: (atMs: number) => string
}

/** Nothing is looked up at run time, and React escapes what it shows. */
export function createI18n(language: Language, screen: object): i18n {
  const instance = createInstance()
  void instance.init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'screen',
    ns: ['screen'],
    resources: { [language]: { screen } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return instance
}
