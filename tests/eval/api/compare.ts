import { differenceOf, type Difference } from '../match.ts'

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rates, durations and shares: right within 0.01 %, also where the figure given is whole. */
const isMeasured = (key: string): boolean => /(PerSecond|Seconds|Ratio)$/.test(key)

/**
 * The first difference between a key of `expected` (corpus, KEYS.md §2) and what production says, or null. null and nothing
 * both mean: not told.
 */
export function factDifference(key: string, expected: unknown, facts: Fields): Difference | null {
  if (key === 'models') return modelsDifference(expected, facts['models'] ?? null)
  const wanted = asFact(key, expected)
  const got = factOf(key, facts)
  if (isMeasured(key) && typeof wanted === 'number' && typeof got === 'number') {
    const isNear = Math.abs(wanted - got) <= Math.abs(wanted) * 1e-4
    return isNear ? null : { path: '', expected, got }
  }
  if (isInstant(key)) return wanted === got ? null : { path: '', expected, got }
  return differenceOf(key, wanted, got)
}

/** Instants are compared to the millisecond. */
const asFact = (key: string, expected: unknown): unknown =>
  isInstant(key) && typeof expected === 'string' ? Date.parse(expected) : expected

const isInstant = (key: string): boolean => /^(started|expires|lastUsed)At$/.test(key)

/** Production has milliseconds where the samples have seconds or a date. */
function factOf(key: string, facts: Fields): unknown {
  if (isInstant(key)) return facts[`${key}Ms`] ?? null
  if (!key.endsWith('Seconds')) return facts[key] ?? null
  const ms = facts[key.replace(/Seconds$/, 'Ms')]
  return typeof ms === 'number' ? ms / 1_000 : null
}

/** By id in any order, no more and no fewer; those without an id by their place. */
function modelsDifference(expected: unknown, got: unknown): Difference | null {
  if (!Array.isArray(expected) || !Array.isArray(got)) {
    return expected === got ? null : { path: '', expected, got }
  }
  if (expected.length !== got.length) {
    return { path: '.length', expected: expected.length, got: got.length }
  }
  const wanted: readonly unknown[] = expected
  const had: readonly unknown[] = got
  for (const [index, one] of wanted.entries()) {
    if (!isFields(one)) return { path: `.${index}`, expected: one, got: had[index] }
    const difference = modelDifference(one, fellowOf(one, index, had))
    if (difference !== null) {
      return { ...difference, path: `.${String(one['id'] ?? index)}${difference.path}` }
    }
  }
  return null
}

const fellowOf = (one: Fields, index: number, got: readonly unknown[]): unknown =>
  one['id'] === undefined
    ? got[index]
    : got.find((other) => isFields(other) && other['id'] === one['id'])

function modelDifference(expected: Fields, got: unknown): Difference | null {
  if (!isFields(got)) return { path: '', expected, got: 'no such model' }
  for (const [key, value] of Object.entries(expected)) {
    const difference = factDifference(key, value, got)
    if (difference !== null) return { ...difference, path: `.${key}${difference.path}` }
  }
  return null
}
