import { ordinaryLines } from './ordinary-lines.ts'

/**
 * A line that holds at least one anchor, and which: their numbers in the list. Answers with the place where the scan goes on: the
 * line's end, or further.
 */
export type OnAnchoredLine = (from: number, to: number, anchors: readonly number[]) => number

/** Tells each line of `text` behind `from` that holds an anchor. A line ends at \n or \r. */
export interface AnchorScan {
  scan(text: string, from: number, onLine: OnAnchoredLine): void
}

/**
 * Looks for all literals at once, however many they are (S. Wu and U. Manber, A fast algorithm for multi-pattern searching,
 * TR-94-17, University of Arizona, 1994): each is known by a window of its characters, all windows are equally long, and the last
 * three characters in sight tell how far the next possible end of one is away. Nearly all lines of a log say nothing new: they
 * are passed over in steps of several characters.
 */
export function createAnchorScan(anchors: readonly string[]): AnchorScan {
  const length = Math.min(...anchors.map((anchor) => anchor.length))
  if (anchors.some((anchor) => !anchorForm.test(anchor))) throw new RangeError('not an anchor')
  if (length < triple) throw new RangeError('an anchor is too short')
  const { steps, ending } = windowsOf(anchors, length)
  const lowBytesOf = createLowBytes()

  /** Those whose windows end where the scan stands. */
  let found: number[] = []

  const isFoundAt = (scanned: Scanned, at: number): boolean => {
    const { bytes } = scanned
    const candidates = ending[keyAt(bytes, at)]
    if (candidates === undefined) return false
    const first = keyAt(bytes, at - length + triple)
    found = []
    for (const one of candidates) {
      if (one.firstKey !== first) continue
      if (standsAt(one, scanned, at - length + 1 - one.windowAt)) found.push(one.number)
    }
    return found.length > 0
  }

  /** The next place from `at` on where a window of an anchor ends; the text's length where there is none. */
  const nextEnd = (scanned: Scanned, from: number): number => {
    const { bytes, end } = scanned
    let at = from
    while (at < end) {
      const step = steps[keyAt(bytes, at)] ?? 1
      if (step > 0) at += step
      else if (isFoundAt(scanned, at)) return at
      else at += 1
    }
    return end
  }

  return {
    scan: (text, from, onLine) => {
      const scanned = { text, bytes: lowBytesOf(text), end: text.length }
      let at = nextEnd(scanned, from + length - 1)
      while (at < text.length) {
        const line = lineAround(scanned, at)
        const held: number[] = []
        while (at < line.to) {
          for (const number of found) if (!held.includes(number)) held.push(number)
          at = nextEnd(scanned, at + 1)
        }
        const next = onLine(line.from, line.to, held)
        if (next > at - length) at = nextEnd(scanned, next + length - 1)
      }
    },
  }
}

/** A text, and the low byte of each of its characters; behind `end` are those of a text before. */
interface Scanned {
  readonly text: string
  readonly bytes: Uint8Array
  readonly end: number
}

/** Many anchors begin alike. Behind the end of a text there is nothing that may be compared. */
function standsAt({ anchor, anchorBytes }: Ending, { text, bytes, end }: Scanned, begin: number) {
  if (begin < 0 || begin + anchorBytes.length > end) return false
  for (let index = anchorBytes.length - 1; index >= 0; index -= 1)
    if (anchorBytes[index] !== bytes[begin + index]) return false
  return text.startsWith(anchor, begin)
}

/** Bytes are read several times as fast as characters. */
function createLowBytes(): (text: string) => Uint8Array {
  let room = Buffer.alloc(0)
  return (text) => {
    if (room.length < text.length) room = Buffer.alloc(text.length)
    room.write(text, 'latin1')
    return room
  }
}

/** Printable, of one byte. */
const anchorForm = /^[ -~\u00a0-\u00ff]+$/

interface Line {
  readonly from: number
  readonly to: number
}

const lineFeed = 10
const carriageReturn = 13

/** U+010A and its like end no line, though their low byte does. */
function lineAround({ text, bytes, end }: Scanned, at: number): Line {
  const isEnd = (index: number): boolean => {
    const byte = bytes[index]
    return (byte === lineFeed || byte === carriageReturn) && text.charCodeAt(index) === byte
  }
  let from = at
  while (from > 0 && !isEnd(from - 1)) from -= 1
  let to = at
  while (to < end && !isEnd(to)) to += 1
  return { from, to }
}

const triple = 3
/** Of the three bytes up to `at`. What only looks alike by it, or by its low bytes, is found out later. */
const keyAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at - 2] ?? 0) << 10) ^ ((bytes[at - 1] ?? 0) << 5) ^ (bytes[at] ?? 0)) & 0xffff
const keyCount = 0x1_0000

interface Ending {
  readonly number: number
  readonly anchor: string
  readonly anchorBytes: Uint8Array
  /** Where in the anchor its window begins. */
  readonly windowAt: number
  readonly firstKey: number
}

/** How far the next end of a window may be away from three bytes, at the least, and which windows end with them. */
interface Windows {
  readonly steps: Uint8Array
  readonly ending: readonly (readonly Ending[] | undefined)[]
}

const mostStep = 255

function windowsOf(anchors: readonly string[], length: number): Windows {
  const steps = new Uint8Array(keyCount).fill(Math.min(mostStep, length - triple + 1))
  const ending: (Ending[] | undefined)[] = Array.from({ length: keyCount })
  const countOf = keyCounts(ordinaryLines.join('\n'))
  anchors.forEach((anchor, number) => {
    const bytes = Buffer.from(anchor, 'latin1')
    const windowAt = rarestWindow(bytes, length, countOf)
    const last = windowAt + length - 1
    const firstAt = windowAt + triple - 1
    for (let at = firstAt; at <= last; at += 1) {
      const key = keyAt(bytes, at)
      steps[key] = Math.min(steps[key] ?? 0, last - at)
    }
    const key = keyAt(bytes, last)
    const firstKey = keyAt(bytes, firstAt)
    const one = { number, anchor, anchorBytes: bytes, windowAt, firstKey }
    ending[key] = [...(ending[key] ?? []), one]
  })
  return { steps, ending }
}

function keyCounts(text: string): (key: number) => number {
  const counts = new Uint16Array(keyCount)
  const bytes = Buffer.from(text, 'latin1')
  for (let at = triple - 1; at < bytes.length; at += 1) {
    const key = keyAt(bytes, at)
    counts[key] = (counts[key] ?? 0) + 1
  }
  return (key) => counts[key] ?? 0
}

/** The last three characters stop the scan, the others shorten its steps. */
const lastWeight = 5

/** Where the window begins whose characters an ordinary line has least. */
function rarestWindow(
  anchor: Uint8Array,
  length: number,
  countOf: (key: number) => number,
): number {
  const costAt = (begin: number): number => {
    const last = begin + length - 1
    let cost = countOf(keyAt(anchor, last)) * (lastWeight - 1)
    for (let at = begin + triple - 1; at <= last; at += 1) cost += countOf(keyAt(anchor, at))
    return cost
  }
  const begins = Array.from({ length: anchor.length - length + 1 }, (_, begin) => begin)
  const costs = begins.map(costAt)
  return costs.indexOf(Math.min(...costs))
}
