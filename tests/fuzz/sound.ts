/** What must hold of all that is made of foreign input, whatever it was. */
export interface Bounds {
  /** Values, in all. */
  readonly mostValues: number
  /** Figures are as they were written. */
  readonly isRaw: boolean
}

const neverLess = /(?:Bytes|Count|Tokens|Ratio|[pP]id|Pids|Watts)$/
/** As figures count, not as they measure. */
const whole = /(?:Bytes|Count|Tokens|[pP]id)$/

/** The first thing that is wrong with a value, and where; null: nothing. */
export function unsoundIn(value: unknown, { mostValues, isRaw }: Bounds): string | null {
  const waiting: { readonly at: string; readonly name: string; readonly value: unknown }[] = [
    { at: '', name: '', value },
  ]
  for (let seen = 0; ; seen++) {
    const next = waiting.pop()
    if (next === undefined) return null
    if (seen > mostValues) return `more than ${mostValues} values`
    if (typeof next.value === 'number' && !isRaw) {
      const wrong = wrongNumber(next.name, next.value)
      if (wrong !== null) return `${next.at} is ${next.value}: ${wrong}`
    }
    if (typeof next.value !== 'object' || next.value === null) continue
    if (ArrayBuffer.isView(next.value)) continue
    for (const [key, inner] of partsOf(next.value)) {
      const name = Array.isArray(next.value) || next.value instanceof Map ? next.name : key
      waiting.push({ at: `${next.at}.${key.slice(0, 40)}`, name, value: inner })
    }
  }
}

const partsOf = (value: object): readonly (readonly [string, unknown])[] => {
  if (value instanceof Map) return [...value].map(([key, one]) => [String(key), one])
  if (value instanceof Set) return [...value].map((one, index) => [String(index), one])
  return Object.entries(value)
}

function wrongNumber(name: string, value: number): string | null {
  if (!Number.isFinite(value)) return 'not finite'
  if (neverLess.test(name) && value < 0) return 'less than nothing'
  if (whole.test(name) && Math.abs(value) > Number.MAX_SAFE_INTEGER) return 'not exact any more'
  return null
}

const own = (): string =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .map((one) => Object.getOwnPropertyNames(one).join())
    .join('|')
const before = own()

/** Whether what all objects have in common is as it was. */
export const isFouled = (): boolean => own() !== before
