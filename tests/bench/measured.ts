import type { Figure } from './number.ts'

/** A figure, and the number that measured it. */
export interface Measured extends Figure {
  readonly number: string
  /** null where there is no bar or no value. */
  readonly holds: boolean | null
}

export function holds({ value, bar }: Figure): boolean | null {
  if (value === null || bar === null) return null
  return 'most' in bar ? value <= bar.most : value >= bar.least
}
