import { ParseError } from '../../../shared/parse.ts'
import type { Need } from './need.ts'

/** A model's file may claim sizes whose product is no longer a whole number of bytes. Throws ParseError. */
export function checkSizes(
  { parts, growth }: Pick<Need, 'parts' | 'growth'>,
  file: 'header' | 'config.json',
): void {
  const ramBytes = parts.reduce((sum, { bytes }) => sum + bytes, growth?.bytes ?? 0)
  const mostBytes = parts.reduce((sum, { band }) => sum + (band?.moreBytes ?? 0), ramBytes)
  if (!Number.isSafeInteger(mostBytes))
    throw new ParseError(`its ${file} claims more than any machine could hold`)
}
