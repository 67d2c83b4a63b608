import { isIP } from 'node:net'
import { InvalidArgumentError } from 'commander'
import { isHostName } from '../shared/host-name.ts'
import { parseDuration, ParseError } from '../shared/parse.ts'

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

/** What is meant by its name: an empty word means nothing. */
export const aName = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('it is empty')
  return text
}

/** A name or an address by which a machine is reached. */
export const aNameOfMachine = (text: string): string => {
  const name = text.trim().toLowerCase()
  if (isIP(name) === 0 && !isHostName(name))
    throw new InvalidArgumentError(`"${text}" is no name of a machine`)
  return name
}

/** A duration within bounds: a timer takes no more than 24 days. `examples`: within these, where the usual ones are not. */
export const aDuration = (
  leastMs: number,
  mostMs: number,
  bounds: string,
  examples: string | null = null,
): ((text: string) => number) =>
  parsedBy((text) => {
    const ms = examples === null ? parseDuration(text) : durationLike(text, examples)
    if (ms < leastMs || ms > mostMs) throw new InvalidArgumentError(bounds)
    return ms
  })

/** Throws ParseError. */
function durationLike(text: string, examples: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error // a ParseError: its examples would be refused
    throw new ParseError(`"${text}" is not a duration: write ${examples}`)
  }
}

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
