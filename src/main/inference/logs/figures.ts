import type { LogFacts, LogFigures } from '../../../shared/log-facts.ts'
import type { LogEvent } from './message-form.ts'

/** Sizes and counts as logs print them. A locale may have a comma in the place of the point. */

const perUnit: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}
const decimalPerUnit: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }
const binaryPerUnit: Readonly<Record<string, number>> = {
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
}

/** A printed number; null where it is none, or not finite. */
export function figureIn(text: string | undefined): number | null {
  const value =
    text === undefined || text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/** Whole and not below 0; null else. */
export function countIn(text: string | undefined): number | null {
  const value = figureIn(text)
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/**
 * A size and its unit in bytes. `KB`, `MB`, `GB` mean powers of ten or of two, as its program means them; null where it is no
 * size, or too great to be exact.
 */
export function sizeIn(
  figure: string | undefined,
  unit: string | undefined,
  megabytes: 'decimal' | 'binary',
): number | null {
  const value = figureIn(figure)
  const name = (unit ?? '').toLowerCase()
  const factor =
    perUnit[name] ?? (megabytes === 'binary' ? binaryPerUnit[name] : decimalPerUnit[name])
  if (value === null || factor === undefined || value < 0) return null
  const bytes = Math.round(value * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}

export const mibIn = (figure: string | undefined): number | null => sizeIn(figure, 'MiB', 'binary')

/** Without those that are null: not said is not known. */
export function known(figures: {
  readonly [Name in keyof LogFigures]?: number | null
}): LogFigures {
  const told: Record<string, number> = {}
  for (const [name, value] of Object.entries(figures)) if (value !== null) told[name] = value
  return told
}

/** No machine that runs models has more, in one buffer and in all. */
export const mostBytes = { buffer: 4 * 2 ** 40, sum: 16 * 2 ** 40 } as const
const mostTokens = 1e9
const mostOthers = 10_000

/** What was refused may have been of any size: that is why it was. */
const mayBeAny: ReadonlySet<string> = new Set<keyof LogFacts>(['triedBytes', 'requestedTokens'])

function isBelieved(name: string, value: string | number | undefined): boolean {
  if (typeof value !== 'number' || mayBeAny.has(name)) return true
  if (name.endsWith('Bytes')) return value <= mostBytes.sum
  return value <= (/tokens/i.test(name) ? mostTokens : mostOthers)
}

/** Without figures that are an error or a lie. */
export function believed(event: LogEvent): LogEvent {
  if (!('facts' in event)) return event
  const { facts } = event
  // nearly all are
  if (Object.values(facts).every((value) => typeof value === 'string' || value <= mostOthers))
    return event
  const entries = Object.entries(facts)
  const kept = entries.filter(([name, value]) => isBelieved(name, value))
  return kept.length === entries.length ? event : { ...event, facts: Object.fromEntries(kept) }
}
