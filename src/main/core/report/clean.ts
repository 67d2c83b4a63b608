import type { Redact } from '../../host/redact.ts'
import { substitute } from '../../host/redact.ts'
import { isSecretName } from '../../host/secret-name.ts'

/** A value without what is nobody's business, and in how many places something went. */
export interface Clean {
  readonly value: unknown
  readonly removedCount: number
}

/** Takes it out text by text, so that what was JSON stays JSON. */
export function cleanOf(value: unknown, redact: Redact): Clean {
  let removedCount = 0
  const counted = (before: string, after: string): string => {
    if (after !== before) removedCount++
    return after
  }
  const textOf = (text: string): string => counted(text, redact(text))
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return textOf(one)
    if (typeof one !== 'object' || one === null) return one
    if (Array.isArray(one)) return one.every(isText) ? wordsOf(one) : one.map(walk)
    return Object.fromEntries(
      Object.entries(one).map(([name, held]) => [redact(name), ofField(name, held)]),
    )
  }
  const ofField = (name: string, held: unknown): unknown =>
    typeof held === 'string' && held !== '' && isSecretField(name)
      ? counted(held, substitute)
      : walk(held)
  /** Arguments of a command hide a secret behind the one before. */
  const wordsOf = (words: readonly string[]): readonly string[] => {
    const joined = words.join('\0')
    if (words.length < 2 || words.some((word) => word.includes('\0'))) return words.map(textOf)
    const clean = redact(`\0${redact(joined)}`).slice(1)
    return clean === joined
      ? words.map(textOf)
      : clean.split('\0').map((word, index) => {
          const last = redact(word)
          return counted(words[index] ?? '', last)
        })
  }
  const clean = walk(value)
  return { value: clean, removedCount }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** `apiKey` as well as `api_key`. A `key` alone is the name of a question in a recording. */
const isSecretField = (name: string): boolean =>
  name === 'prompt' ||
  (name !== 'key' && isSecretName(name.replace(/[a-z][A-Z]/g, ([a, b]) => `${a}-${b}`)))
