import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../shared/parse.ts'

/** Commander's own way of refusing an option's value: one sentence, exit code 2. */
export const parsedBy =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text)
    } catch (error) {
      // ParseError: the user's text is not of the form
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
    }
  }

export const aPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError(`"${text}" is not a port`)
  return port
}

/** A duration within bounds: a timer takes no more than 24 days. */
export const aDuration = (
  leastMs: number,
  mostMs: number,
  bounds: string,
): ((text: string) => number) =>
  parsedBy((text) => {
    const ms = parseDuration(text)
    if (ms < leastMs || ms > mostMs) throw new InvalidArgumentError(bounds)
    return ms
  })

/** A whole number within bounds. */
export const aCount =
  (least: number, most: number) =>
  (text: string): number => {
    const count = Number(text)
    if (!/^\d+$/.test(text) || count < least || count > most)
      throw new InvalidArgumentError(`"${text}" is not a number from ${least} to ${most}`)
    return count
  }

/** As aCount, but `4k` is 4096 and `1M` 1048576, as people write contexts. */
export const tokensUpTo =
  (most: number) =>
  (text: string): number => {
    const [, digits, unit = ''] = /^(\d+)([km]?)$/i.exec(text.trim()) ?? []
    const count = Number(digits) * ({ k: 1_024, m: 1_048_576 }[unit.toLowerCase()] ?? 1)
    if (!(count >= 1 && count <= most))
      throw new InvalidArgumentError(`"${text}" is no number of tokens: write 4096, 32k or 1M`)
    return count
  }
