import { jsonIn } from '../../shared/parse.ts'
import type { Host } from '../host/host.ts'
import { isObject } from './group.ts'
import { createOwnFile, type OwnFile } from './own-file.ts'
import type { Written } from './settings-lines.ts'

export const createSettingsFile = (
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
): OwnFile<Written> =>
  createOwnFile(host, path, {
    parse: writtenIn,
    textOf: (next) => `${JSON.stringify(next, null, 2)}\n`,
    wordsOf: (hasRead) => (hasRead ? 'what was in force stays' : 'the defaults are used'),
  })

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
