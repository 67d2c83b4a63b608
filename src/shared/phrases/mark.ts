import type { Language } from '../language.ts'

/** Chinese has marks of full width, which need no space behind them. */
const marksOf: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: {},
  'zh-Hans': { '.': '。', '. ': '。', '; ': '；', ': ': '：', ', ': '，' },
}

/** What stands between two sentences or clauses, or ends one, as a reader of `language` writes it. */
export const markIn = (language: Language, mark: string): string => marksOf[language][mark] ?? mark
