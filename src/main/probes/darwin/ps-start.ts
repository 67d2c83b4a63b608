import type { Word } from './forms/words.ts'

/** What the column STARTED holds in one row. */
export interface Start {
  /** null: not known. Read as UTC. */
  readonly atMs: number | null
  /** How many words belong to it; 0 where its end is not known. */
  readonly wordCount: number
}

/** A weekday, a month, a day, a time, AM or PM, a year: no locale needs more. */
const maxWords = 7

/**
 * `start` in place of `lstart`, in one word: 12:10PM today, Wed10AM this week, 10Nov21 before. It names no instant.
 */
const short =
  /^(?:\d{1,2}[:.]\d\d(?:[AP]M)?|[^\d\s]{2,9}\d{1,2}(?:[AP]M)?|\d{1,2}[^\d\s]{2,9}\d{2,4})$/u
const timeForm = /^(\d{1,2})([:.])(\d\d)\2(\d\d)$/
const yearForm = /^((?:19|20)\d\d)年?$/

// Sat Aug  1 17:46:44 2026
// Mi. 12 Aug. 19:39:58 2026
// Sam  1 aoû 17:46:44 2026
// 土  8/ 1 17:46:44 2026
/**
 * The start that begins at `words[first]`: `lstart` follows LC_TIME, so the time and the year of four digits are looked for
 * and the rest is read between them. A month in a language that is not known gives null, never another time.
 */
export function startIn(words: readonly Word[], first: number): Start {
  const texts = words.slice(first, first + maxWords).map((word) => word.text)
  if (short.test(texts[0] ?? '')) return { atMs: null, wordCount: 1 }
  const timeAt = texts.findIndex((text) => timeForm.test(text))
  if (timeAt < 0) return { atMs: null, wordCount: 0 }
  const date = texts.slice(0, timeAt)
  const half = /^[AP]M$/.exec(texts[timeAt + 1] ?? '')?.[0] ?? null
  const endAt = timeAt + (half === null ? 1 : 2)
  const seconds = secondsIn(texts[timeAt] ?? '', half)
  const yearBehind = yearForm.exec(texts[endAt] ?? '')?.[1]
  if (yearBehind !== undefined) {
    const day = dayIn(date, Number(yearBehind))
    return { atMs: instantOf(day, seconds), wordCount: endAt + 1 }
  }
  // a year before the time ends there; its order of month and day is not one that we know
  const hasYear = date.some((text) => /^(?:19|20)\d\d\D?$/.test(text))
  return { atMs: null, wordCount: hasYear ? endAt : 0 }
}

const instantOf = (dayMs: number | null, seconds: number | null): number | null =>
  dayMs === null || seconds === null ? null : dayMs + seconds * 1000

function secondsIn(text: string, half: string | null): number | null {
  const [, hours, , minutes, seconds] = (timeForm.exec(text) ?? []).map(Number)
  if (hours === undefined || minutes === undefined || seconds === undefined) return null
  if (minutes > 59 || seconds > 60) return null
  if (half === null) return hours > 23 ? null : (hours * 60 + minutes) * 60 + seconds
  if (hours < 1 || hours > 12) return null
  return (((hours % 12) + (half === 'PM' ? 12 : 0)) * 60 + minutes) * 60 + seconds
}

/** Month names and their abbreviations that mean one month in every language of the list that has them. */
const monthNames: readonly string[] = [
  'jan janv ene gen',
  'feb fev fév févr',
  'mar mars mär märz mrz mrt',
  'apr avr abr',
  'may mai maj mei mag',
  'jun jui juin juni giu',
  'jul juil juli lug',
  'aug aou aoû août ago',
  'sep sept set sett',
  'oct okt out ott',
  'nov',
  'dec déc dez dic',
]
const monthOf: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, month) => names.split(' ').map((name) => [name, month] as const)),
)

/** Weekdays of the languages that write month/day. */
const cjkWeekday = /^[月火水木金土日一二三四五六월화수목금토일]$/u

/** Midnight UTC of the words before the time: a weekday, then month and day in one order or the other. */
function dayIn(words: readonly string[], year: number): number | null {
  const [weekday = '', ...rest] = words
  if (cjkWeekday.test(weekday)) {
    const [, month, day] = /^(\d{1,2})(?:[月월]\/?|\/)(\d{1,2})[日일]?$/u.exec(rest.join('')) ?? []
    return midnight(year, Number(month) - 1, Number(day))
  }
  const [one, two] = rest
  if (one === undefined || two === undefined || rest.length > 2) return null
  const [name, day] = /^\d/.test(one) ? [two, one] : [one, two]
  const month = monthOf.get(name.normalize('NFC').toLowerCase().replace(/\.$/, ''))
  if (month === undefined || !/^\d{1,2}\.?$/.test(day)) return null
  return midnight(year, month, Number.parseInt(day, 10))
}

/** null for a day that the month does not have. */
function midnight(year: number, month: number, day: number): number | null {
  const atMs = Date.UTC(year, month, day)
  const date = new Date(atMs)
  return date.getUTCMonth() === month && date.getUTCDate() === day ? atMs : null
}
