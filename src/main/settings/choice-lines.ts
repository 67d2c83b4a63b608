import { lineOf, written, type Line } from './line.ts'

/** One of a list of words. `instead`: what the default means, where its word does not say it. */
export function oneOf<Word extends string>(
  words: readonly Word[],
  otherwise: Word,
  refusal: string,
  instead = `${otherwise} is used`,
): Line<Word> {
  const found = (given: unknown): Word | undefined => words.find((word) => word === given)
  return lineOf<Word>({
    otherwise,
    used: (given) => found(given) ?? otherwise,
    troubles: (given, name) =>
      found(given) === undefined
        ? [`${name} is ${written(given)}, none of ${words.join(', ')}: ${instead}`]
        : [],
    refusal: (given) => (found(given) === undefined ? refusal : null),
  })
}

export const flag = (otherwise: boolean, refusal: string): Line<boolean> =>
  lineOf<boolean>({
    otherwise,
    used: (given) => (typeof given === 'boolean' ? given : otherwise),
    troubles: (given, name) =>
      typeof given === 'boolean'
        ? []
        : [`${name} is ${written(given)}, neither true nor false: ${otherwise} is used`],
    refusal: (given) => (typeof given === 'boolean' ? null : refusal),
  })
