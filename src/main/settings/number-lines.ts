import { lineOf, written, type Line } from './line.ts'

export interface Bounds {
  readonly least: number
  readonly most: number
}

export interface NumberLine {
  readonly bounds: Bounds
  /** In the unit that a person thinks in. */
  readonly format: (value: number) => string
  /** What may be chosen, as a sentence. */
  readonly says: (least: string, most: string) => string
}

export const isNumber = (given: unknown): given is number =>
  typeof given === 'number' && Number.isFinite(given)

export const isWithin = (given: unknown, { least, most }: Bounds): given is number =>
  isNumber(given) && given >= least && given <= most

export const within = (value: number, { least, most }: Bounds): number =>
  Math.min(most, Math.max(least, value))

/** Why a number of the file is not used as it is; `instead`: what is. */
export const numberTrouble = (
  name: string,
  given: unknown,
  { least, most }: Bounds,
  instead: string,
): string =>
  isNumber(given)
    ? `${name} is ${given}, not from ${least} to ${most}: ${instead}`
    : `${name} is ${written(given)}, not a number from ${least} to ${most}: ${instead}`

const refusalOf = ({ bounds, format, says }: NumberLine): string =>
  says(format(bounds.least), format(bounds.most))

/** One beyond its bounds is moved to the nearer of them. */
export function numberIn(otherwise: number, line: NumberLine): Line<number> {
  const { bounds } = line
  const used = (given: unknown): number => (isNumber(given) ? within(given, bounds) : otherwise)
  return lineOf<number>({
    otherwise,
    used,
    troubles: (given, name) =>
      isWithin(given, bounds) ? [] : [numberTrouble(name, given, bounds, `${used(given)} is used`)],
    refusal: (given) => (isWithin(given, bounds) ? null : refusalOf(line)),
  })
}

/**
 * One of something that acts by itself; null is off. Less than the least is off too: whoever writes 0 or -1 means never, and
 * would get the sharpest that there is.
 */
export function numberOrOff(line: NumberLine): Line<number | null> {
  const { bounds } = line
  const used = (given: unknown): number | null =>
    isNumber(given) && given >= bounds.least ? within(given, bounds) : null
  const instead = (given: unknown): string => {
    const value = used(given)
    return value === null ? 'it is off' : `${value} is used`
  }
  const isRight = (given: unknown): boolean => given === null || isWithin(given, bounds)
  return lineOf<number | null>({
    otherwise: null,
    used,
    troubles: (given, name) =>
      isRight(given) ? [] : [numberTrouble(name, given, bounds, instead(given))],
    refusal: (given) => (isRight(given) ? null : refusalOf(line)),
  })
}
