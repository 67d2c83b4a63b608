import { picked, placeIn, type Change } from './changes.ts'
import { changedJson } from './change-json.ts'
import { nastyNumbers, nastyWords } from './nasty.ts'

/** No input is made longer. */
export const maxChars = 60_000

type Way = (text: string, change: Change, others: readonly string[]) => string

const put = (text: string, at: number, length: number, piece: string): string =>
  text.slice(0, at) + piece + text.slice(at + length)

/** The part of a text that lies at a place or behind it, put in another form. */
const token =
  (form: RegExp, instead: readonly string[]): Way =>
  (text, { at, pick }) => {
    const from = placeIn(text.length, at)
    const sticky = new RegExp(form, 'g')
    sticky.lastIndex = from
    const found = sticky.exec(text) ?? new RegExp(form).exec(text)
    const piece = picked(instead, pick, '')
    return found === null
      ? put(text, from, 0, piece)
      : put(text, found.index, found[0].length, piece)
  }

const byLine =
  (change: (lines: string[], index: number, change: Change) => void): Way =>
  (text, given) => {
    const lines = text.split('\n')
    change(lines, given.at % lines.length, given)
    return lines.join('\n')
  }

const repeatedLine = byLine((lines, index, { size, pick }) => {
  const piece = lines.slice(index, index + 1 + (size % 4))
  const times = pick % 3 === 0 ? 1 + (pick % 400) : 1
  for (let count = 0; count < times; count++) lines.splice(index, 0, ...piece)
})

const ofJson: Way = (text, change, others) => {
  const whole = changedJson(text, change)
  if (whole !== null) return whole
  const lines = text.split('\n')
  const index = change.pick % lines.length
  const line = changedJson(lines[index] ?? '', change)
  return line === null ? ofWords(text, change, others) : lines.with(index, line).join('\n')
}

const ofNumbers = token(/\d+(?:\.\d+)?/, nastyNumbers)
const ofWords = token(/[\w./-]+/, nastyWords)
const ofBlanks = token(/[ \t]+/, ['', ' ', '\t', '   ', '\u00a0', '\n', ' '.repeat(3_000)])

const ways: readonly Way[] = [
  (text, { at }) => text.slice(0, placeIn(text.length, at)),
  (text, { at }) => text.slice(placeIn(text.length, at)),
  (text, { at, size }) => put(text, placeIn(text.length, at), size % 40, ''),
  (text, { at, pick }) => put(text, placeIn(text.length, at), 0, picked(nastyWords, pick, '')),
  (text, { at, pick }) =>
    put(
      text,
      placeIn(text.length, at),
      1,
      String.fromCharCode(pick % (pick % 2 === 0 ? 128 : 65_536)),
    ),
  (text, { at, size, pick }) => {
    const from = placeIn(text.length, at)
    const piece = text.slice(from, from + 1 + (size % 200))
    return put(text, from, 0, piece.repeat(1 + (pick % 50)))
  },
  byLine((lines, index) => void lines.splice(index, 1)),
  byLine((lines, index, { pick }) => {
    const [line = ''] = lines.splice(index, 1)
    lines.splice(pick % (lines.length + 1), 0, line)
  }),
  repeatedLine,
  (text, { pick }) => text.replaceAll('\n', picked(['\r\n', '\r', '', '\n\n', '\u2028'], pick, '')),
  (text, { at, size, pick }, others) => {
    const other = picked(others, pick, '')
    const from = placeIn(other.length, size)
    return put(text, placeIn(text.length, at), size % 80, other.slice(from, from + (pick % 400)))
  },
  (text, { pick }) => (pick % 2 === 0 ? text.toUpperCase() : text.toLowerCase()),
  ofBlanks,
  ofNumbers,
  ofNumbers,
  ofNumbers,
  ofWords,
  ofWords,
  ofJson,
  ofJson,
  ofJson,
  ofJson,
]

/** A text with these changes, one after the other. `others`: of its kind. */
export const changedText = (
  text: string,
  changes: readonly Change[],
  others: readonly string[],
): string =>
  changes.reduce(
    (changed, change) =>
      picked(ways, change.way, ofWords)(changed, change, others).slice(0, maxChars),
    text,
  )
