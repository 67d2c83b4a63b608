import { ParseError } from '../../../shared/parse.ts'

const maxLength = 64
// semver.org, without what is built: 1.2.3, 1.2.3-beta.1
const form =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

/** The version that a server names; throws ParseError where it is none. */
export function parseReleaseVersion(text: string): string {
  if (text.length > maxLength || !form.test(text)) throw new ParseError('no version')
  return text
}
