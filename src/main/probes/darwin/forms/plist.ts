import { parse } from 'plist'
import { ParseError } from '../../../../shared/parse.ts'

/** The longest answer in this form is powermetrics' with every task of a busy machine: about one million characters. */
const maxChars = 8 * 2 ** 20
/** Tags within tags. The IO registry has about twenty levels, each of them two tags. */
const maxDepth = 200

const prolog = /^\s*(?:<\?xml version="1\.0"[^<>]*\?>\s*)?(?:<!DOCTYPE plist [^<>[\]]*>\s*)?/
const tags =
  /<(\/?)(plist|dict|array|key|string|integer|real|date|data|true|false)(?: version="1\.0")? ?(\/?)>/g
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/i
const forms: Readonly<Record<string, RegExp>> = {
  integer: /^\s*[+-]?\d+\s*$/,
  real: /^\s*(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|nan|[+-]?inf(?:inity)?)\s*$/i,
}

/** The value of an XML property list, as Apple's tools write it. Throws ParseError, never the library's errors. */
export function plistIn(text: string): unknown {
  if (text.length > maxChars) throw new ParseError(`a plist of more than ${maxChars} characters`)
  const [head = ''] = prolog.exec(text) ?? []
  const body = text.slice(head.length)
  expectTags(body)
  try {
    // it complains of the character itself, which stands for bytes that are no UTF-8: a name may hold them
    return parse(body.replaceAll('\ufffd', '&#xfffd;'))
  } catch {
    // of the library: two values for one key, a key without a value
    throw new ParseError('not a plist')
  }
}

/**
 * Looks at the tags before the library does: its XML reader prints complaints about foreign text to stderr and may go on
 * behind them, and its numbers are read in part (`12,5`).
 */
function expectTags(body: string): void {
  const open: string[] = []
  let at = 0
  for (const match of body.matchAll(tags)) {
    const [whole, closing, name = '', empty] = match
    const between = body.slice(at, match.index)
    at = match.index + whole.length
    const parent = open.at(-1)
    expectText(between, parent)
    if (closing === '' && !containers.has(parent))
      throw new ParseError(`${name} in ${parent ?? ''}`)
    const isFirst = at === whole.length
    if (isFirst !== (name === 'plist' && closing === '')) throw new ParseError('not a plist in XML')
    if (closing !== '' && (empty !== '' || open.pop() !== name))
      throw new ParseError(`a stray ${name}`)
    if (closing === '' && empty === '') open.push(name)
    if (open.length > maxDepth) throw new ParseError(`more than ${maxDepth} levels`)
    const isNumber = forms[name] !== undefined
    if (isNumber && (empty !== '' || (closing !== '' && forms[name]?.test(between) !== true))) {
      throw new ParseError(`not a figure: ${between}`)
    }
    if (open.length === 0) break
  }
  if (at === 0 || open.length > 0 || body.slice(at).trim() !== '') {
    throw new ParseError('not a whole plist')
  }
}

const containers: ReadonlySet<string | undefined> = new Set(['plist', 'dict', 'array', undefined])

function expectText(text: string, tag: string | undefined): void {
  const isText = !text.includes('<') && !entity.test(text)
  if (!isText || (containers.has(tag) && text.trim() !== '')) {
    throw new ParseError(`not a plist: ${text.trim().slice(0, 40)}`)
  }
}
