import { parseDuration, ParseError } from '../../shared/parse.ts'

/** A time as people say it to a command. */
export type Moment =
  { readonly kind: 'ago'; readonly agoMs: number } | { readonly kind: 'at'; readonly atMs: number }

const dayOrTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * `24h`: so long ago; `2026-11-20`, `2026-11-20T18:00`, `2026-11-20 18:00:07`: of the clock here, and of another where it is
 * named: `2026-11-20T18:00Z`. Throws ParseError.
 */
export function parseMoment(text: string): Moment {
  const said = text.trim()
  if (dayOrTime.test(said)) {
    // a day alone would be one of UTC
    const atMs = Date.parse(said.length === 10 ? `${said}T00:00` : said.replace(' ', 'T'))
    if (isDay(said.slice(0, 10)) && Number.isFinite(atMs)) return { kind: 'at', atMs }
    throw new ParseError(`there is no ${said}`)
  }
  try {
    return { kind: 'ago', agoMs: parseDuration(said) }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error // a ParseError: its examples are not all that may be said
    throw new ParseError(`"${text}" is no time: write 24h, 7d, 2026-11-20 or 2026-11-20T18:00`)
  }
}

/** JavaScript takes the 31st of February for the 3rd of March. */
function isDay(day: string): boolean {
  const atMs = Date.parse(`${day}T00:00Z`)
  return atMs >= 0 && new Date(atMs).toISOString().startsWith(day)
}

export const momentMs = (moment: Moment, nowMs: number): number =>
  moment.kind === 'at' ? moment.atMs : nowMs - moment.agoMs
