import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import type { Host } from '../host/host.ts'
import { isObject } from './group.ts'
import { readKept, type Kept } from './kept-file.ts'
import type { Written } from './settings-lines.ts'

export interface SettingsFile {
  /** Why it is not used; null: it is, or there is none. */
  trouble(): string | null
  /** `found`: null where there is none, or a broken one. `hasSettled`: as readKept has it. */
  read(hasSettled?: (text: string) => boolean): Promise<Kept<Written | null>>
  write(next: Written): Promise<Reading<null>>
  /** It was taken away, and what was wrong with it. */
  forget(): void
}

/** The text of the settings, and why it is not used. */
export function createSettingsFile(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
): SettingsFile {
  let trouble: string | null = null
  let ownText: string | null = null
  let hasRead = false
  return {
    trouble: () => trouble,
    read: async (hasSettled = () => true) => {
      const words = hasRead ? 'what was in force stays' : 'the defaults are used'
      const otherwise = { value: null, words, hasSettled }
      const kept = await readKept<Written | null>(host, path, writtenIn, otherwise)
      if (kept.isHalf) return kept
      hasRead = true
      // what went wrong before is still worth telling where only we have written since
      if (kept.text === null || kept.text !== ownText) trouble = kept.trouble
      return kept
    },
    write: async (next) => {
      const text = `${JSON.stringify(next, null, 2)}\n`
      const answer = await host.writeFile(path, text)
      if (answer.kind === 'ok') ownText = text
      return answer
    },
    forget: () => {
      trouble = null
      ownText = null
    },
  }
}

/** Editors of Windows, and some scripts, begin a UTF-8 text with the mark of its byte order. */
const withoutMark = (text: string): string => text.replace(/^\ufeff/, '')

/** null: it is not of the form that settings have. */
function writtenIn(text: string): Written | null {
  try {
    const given = jsonIn(withoutMark(text))
    return isObject(given) ? given : null
  } catch {
    // ParseError: not JSON
    return null
  }
}
