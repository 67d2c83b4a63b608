import { formatDate } from '../../shared/units.ts'
import { enFirst } from './en-first.ts'
import { createI18n, type Words } from './words.ts'

const same = (text: string): string => text

/** There at once, but for the words of parts that are loaded when they are opened. */
export const english: Words = {
  language: 'en',
  i18n: createI18n('en', enFirst),
  say: same,
  figure: same,
  day: formatDate,
}

/** With a part that is loaded when it is opened come its words; those of other languages are all there. */
export async function addLateWords(): Promise<void> {
  const { enLate } = await import('./en-late.ts')
  english.i18n.addResourceBundle('en', 'screen', enLate, true)
}
