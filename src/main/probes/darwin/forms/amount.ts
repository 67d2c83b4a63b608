/** A figure >= 0 with or without a fraction, `.69` and the decimal comma of other locales included; null for all else. */
export function decimalIn(text: string | undefined): number | null {
  if (text === undefined || !/^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(text)) return null
  return amountOf(Number(text.replace(',', '.')))
}

/** A number from 0 to 2^53; null for all else, whatever its type. */
export const amountOf = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null

/** A ratio 0..1; null for what lies outside. */
export const ratioOf = (value: number | null): number | null =>
  value !== null && value >= 0 && value <= 1 ? value : null

/** A figure times a factor; null stays null. */
export const scaled = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor

/** A figure by a divisor; null stays null. 104 / 1000 is 0.104, while 104 x 0.001 is not. */
export const divided = (value: number | null, divisor: number): number | null =>
  value === null ? null : value / divisor
