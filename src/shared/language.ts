/** The languages that the screens speak, as BCP 47 names them. The command line, JSON and logs are English. */
export const languages = ['en', 'de', 'zh-Hans'] as const
export type Language = (typeof languages)[number]

/** `system`: the first that the reader prefers of those that there are. */
export const languageChoices = ['system', ...languages] as const
export type LanguageChoice = (typeof languageChoices)[number]

/** Each in its own words: whoever cannot read the others finds it. */
export const nameOfLanguage: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  'zh-Hans': '简体中文',
}

/** `preferred`: as the system or the browser tells them, the best first: `zh-CN`, `de-AT`. */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  return preferred.map(knownOf).find((one) => one !== null) ?? 'en'
}

/** Whoever reads traditional characters only is not given simplified ones; where the script is not told, the region tells it. */
function knownOf(tag: string): Language | null {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh') {
    const isTraditional = rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part))
    return rest.includes('hans') || !isTraditional ? 'zh-Hans' : null
  }
  return languages.find((one) => one === language) ?? null
}
