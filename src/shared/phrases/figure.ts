import type { Language } from '../language.ts'

/** What units.ts writes, and signs around it: `2.1 GB`, `−3 MB/min`, `<0.1 GB`, `2 h 5 min`, `18.9 to 19.6 GB`, `14:05:10`. */
const unit = '(?:TB|GB|MB|kB|B|TiB|GiB|MiB|KiB|W|GHz|MHz|°C|ms|s|min|h|d|tok/s|%|k|M)'
// one decimal mark or a time of day: an address, a port or a version is no figure
const number = '\\d+(?:\\.\\d+|:\\d{2}(?::\\d{2})?)?'
const one = `[~<+−±]?${number}(?:\\s?${unit}(?:/(?:s|min))?)?(?![\\w.:])`
const figureForm = new RegExp(`^${one}(?: ${one}){0,2}$`)

export const isFigure = (text: string): boolean => figureForm.test(text)

const decimalMark: Readonly<Record<Language, string>> = { en: '.', de: ',', 'zh-Hans': '.' }

/** Time is written out where a language has no letters for it; German has those of the SI, but for the day. */
const unitsOfTime: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: { d: 'T.' },
  'zh-Hans': { d: '天', h: '小时', min: '分钟', s: '秒', ms: '毫秒' },
}

/** A figure of units.ts as a reader of `language` writes it; null: it is none. */
export function figureIn(language: Language, text: string): string | null {
  if (!isFigure(text)) return null
  const units = unitsOfTime[language]
  const written = text
    .replace(/(\d)\.(\d)/g, `$1${decimalMark[language]}$2`)
    .replace(/(?<=\d\s?|\/)(?:ms|min|d|h|s)(?![\w/])/g, (name) => units[name] ?? name)
  return language === 'zh-Hans' ? written.replace(/ (?=[%天小分秒毫])/g, '') : written
}
