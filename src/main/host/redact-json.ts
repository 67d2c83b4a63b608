import { isSecretName } from './secret-name.ts'

/** JSON within JSON (an HttpAnswer has a body) has backslashes before its quotes: one in the second layer, three in the third. */
const maxBackslashes = 15
const blank = String.raw`(?:\s|\\{1,${maxBackslashes}}[nrt]){0,200}`
/** Before a value that goes: `"prompt": `, `"--api-key=`, or `"--api-key", ` where no other option follows. */
const places = new RegExp(
  String.raw`(\\{0,${maxBackslashes}})"` +
    String.raw`(?:prompt\1"${blank}:${blank}|--?([\w.-]+)(?:=|\1"${blank},${blank}(?=\1"(?!--\w))))`,
  'g',
)

const substitute = '[removed]'

/** What goes, and what stands there instead. */
interface Cut {
  readonly from: number
  readonly to: number
  readonly put: string
}

// {"id":0,"is_processing":true,"prompt":"<|im_start|>user\nDear \"diary\"…"}   (llama-server /slots before b9400)
// {"prompt":[1,450,"and"]}
// {"status":{"args":["llama-server","--api-key","sesame","--port","8081"]}}   (llama-server's router, /models)
/** Takes prompts and secret arguments out of the JSON in a text, in one pass; what was valid JSON stays so. */
export function removeFromJson(text: string): string {
  const kept: string[] = []
  let keptTo = 0
  for (const place of text.matchAll(places)) {
    const cut = place.index < keptTo ? null : cutAt(text, place)
    if (cut === null) continue
    kept.push(text.slice(keptTo, cut.from), cut.put)
    keptTo = cut.to
  }
  return kept.join('') + text.slice(keptTo)
}

function cutAt(text: string, place: RegExpExecArray): Cut | null {
  const [before, backslashes = '', option] = place
  const quote = `${backslashes}"`
  const at = place.index + before.length
  if (option === undefined) {
    const to = endOfValue(text, at, quote)
    return to === at ? null : { from: at, to, put: quote + substitute + quote }
  }
  if (!isSecretName(option)) return null
  const from = before.endsWith('=') ? at : at + quote.length
  return { from, to: endOfString(text, from, quote), put: substitute }
}

/** Where its closing quote begins; the end of the line where it has none, as no string of JSON goes beyond. */
function endOfString(text: string, from: number, quote: string): number {
  const own = quote.length - 1
  let backslashes = 0
  for (let at = from; at < text.length; at++) {
    const sign = text[at]
    if (sign === '\n') return at
    // what is in the string has all backslashes of its layer twice, and its quotes one more
    if (sign === '"' && backslashes % (2 * own + 2) === own) return at - own
    backslashes = sign === '\\' ? backslashes + 1 : 0
  }
  return text.length
}

const piece = new RegExp(
  String.raw`(\\{0,${maxBackslashes}}")|([[{])|([\]}])|[\s,:\d.eE+-]+|\\{1,${maxBackslashes}}[nrt]|true|false|null`,
  'y',
)

/** The end of a string, a list or an object; `start` for other values. One that is cut off ends with what belongs to it. */
function endOfValue(text: string, start: number, quote: string): number {
  const isNested = text[start] === '[' || text[start] === '{'
  if (!isNested && !text.startsWith(quote, start)) return start
  let depth = 0
  let at = start
  do {
    piece.lastIndex = at
    const [found, opening, begin, end] = piece.exec(text) ?? []
    if (found === undefined || (opening !== undefined && opening !== quote)) return at
    at += found.length
    if (opening !== undefined) {
      at = endOfString(text, at, quote)
      if (!text.startsWith(quote, at)) return at
      at += quote.length
    }
    if (begin !== undefined) depth++
    if (end !== undefined) depth--
  } while (depth > 0)
  return at
}
