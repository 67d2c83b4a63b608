import type { Reading } from '../../shared/reading.ts'
import type { Host } from '../host/host.ts'
import { readKept, type Kept } from '../host/kept-file.ts'

/** A file of ours that others write too: other Headrooms, and people by hand. */
export interface OwnFile<T> {
  /** Why it is not used; null: it is, or there is none. */
  trouble(): string | null
  /** `found`: null where there is none, or a broken one. `hasSettled`: as readKept has it. */
  read(hasSettled?: (text: string) => boolean): Promise<Kept<T | null>>
  write(next: T): Promise<Reading<null>>
  /** It was taken away, and what was wrong with it. */
  forget(): void
}

export interface OwnForm<T> {
  /** null: it is not of this form. */
  readonly parse: (text: string) => T | null
  readonly textOf: (value: T) => string
  /** What holds where the file is not used. */
  readonly wordsOf: (hasRead: boolean) => string
}

/** Its text, and why it is not used. */
export function createOwnFile<T>(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
  { parse, textOf, wordsOf }: OwnForm<T>,
): OwnFile<T> {
  let trouble: string | null = null
  let ownText: string | null = null
  /** What it was told of: read again, it is not told in other words. */
  let troubledText: string | null = null
  let hasRead = false
  return {
    trouble: () => trouble,
    read: async (hasSettled = () => true) => {
      const otherwise = { value: null, words: wordsOf(hasRead), hasSettled }
      const kept = await readKept<T | null>(host, path, parse, otherwise)
      if (kept.isHalf) return kept
      hasRead = true
      // what went wrong before is still worth telling where only we have written since
      const isKnown = kept.text === ownText || kept.text === troubledText
      if (kept.text !== null && isKnown) return kept
      trouble = kept.trouble
      troubledText = trouble === null ? null : kept.text
      return kept
    },
    write: async (next) => {
      const text = textOf(next)
      const answer = await host.writeFile(path, text)
      if (answer.kind !== 'ok') return answer
      ownText = text
      troubledText = null
      return answer
    },
    forget: () => {
      trouble = null
      ownText = null
      troubledText = null
    },
  }
}
