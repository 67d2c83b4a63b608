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
 * two characters in sight tell how far the next possible end of one is away. Nearly all lines of a log say nothing new: they are
 * passed over in steps of several characters.
 */
export function createAnchorScan(anchors: readonly string[]): AnchorScan {
  const length = Math.min(...anchors.map((anchor) => anchor.length))
  if (anchors.some((anchor) => !anchorForm.test(anchor))) throw new RangeError('not an anchor')
  if (length < 2) throw new RangeError('an anchor is too short')
  const { steps, ending } = windowsOf(anchors, length)

  /** Adds the anchors whose windows end at `at`; answers with whether there is any. */
  const collect = (text: string, at: number, held: number[] | null): boolean => {
    const candidates = ending[pairAt(text, at)]
    if (candidates === undefined) return false
    const first = pairAt(text, at - length + 2)
    let isAny = false
    for (const { number, anchor, windowAt, firstPair } of candidates) {
      if (firstPair !== first) continue
      if (!text.startsWith(anchor, at - length + 1 - windowAt)) continue
      isAny = true
      if (held !== null && !held.includes(number)) held.push(number)
    }
    return isAny
  }

  /** The next place from `at` on where a window of an anchor ends; the text's length where there is none. */
  const nextEnd = (text: string, from: number): number => {
    let at = from
    while (at < text.length) {
      const step = steps[pairAt(text, at)] ?? 1
      if (step > 0) at += step
      else if (collect(text, at, null)) return at
      else at += 1
    }
    return text.length
  }

  return {
    scan: (text, from, onLine) => {
      let at = nextEnd(text, from + length - 1)
      while (at < text.length) {
        const line = lineAround(text, at)
        const held: number[] = []
        while (at < line.to) {
          collect(text, at, held)
          at = nextEnd(text, at + 1)
        }
        const next = onLine(line.from, line.to, held)
        if (next > at - length) at = nextEnd(text, next + length - 1)
      }
    },
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

function lineAround(text: string, at: number): Line {
  const isEnd = (code: number): boolean => code === lineFeed || code === carriageReturn
  let from = at
  while (from > 0 && !isEnd(text.charCodeAt(from - 1))) from -= 1
  let to = at
  while (to < text.length && !isEnd(text.charCodeAt(to))) to += 1
  return { from, to }
}

/** A pair of characters as a number; what has more than a byte is taken for something else, and found out later. */
const pairAt = (text: string, at: number): number =>
  ((text.charCodeAt(at - 1) & 0xff) << 8) | (text.charCodeAt(at) & 0xff)
const pairCount = 0x1_0000

interface Ending {
  readonly number: number
  readonly anchor: string
  /** Where in the anchor its window begins. */
  readonly windowAt: number
  readonly firstPair: number
}

/** How far the next end of a window may be away from a pair, at the least, and which windows end with it. */
interface Windows {
  readonly steps: Uint8Array
  readonly ending: readonly (readonly Ending[] | undefined)[]
}

const mostStep = 255

function windowsOf(anchors: readonly string[], length: number): Windows {
  const steps = new Uint8Array(pairCount).fill(Math.min(mostStep, length - 1))
  const ending: (Ending[] | undefined)[] = Array.from({ length: pairCount })
  const countOf = pairCounts(ordinaryLines.join('\n'))
  anchors.forEach((anchor, number) => {
    const windowAt = rarestWindow(anchor, length, countOf)
    const last = windowAt + length - 1
    for (let at = windowAt + 1; at <= last; at += 1) {
      const pair = pairAt(anchor, at)
      steps[pair] = Math.min(steps[pair] ?? 0, last - at)
    }
    const pair = pairAt(anchor, last)
    ending[pair] = [
      ...(ending[pair] ?? []),
      { number, anchor, windowAt, firstPair: pairAt(anchor, windowAt + 1) },
    ]
  })
  return { steps, ending }
}

function pairCounts(text: string): (pair: number) => number {
  const counts = new Uint16Array(pairCount)
  for (let at = 1; at < text.length; at += 1) {
    const pair = pairAt(text, at)
    counts[pair] = (counts[pair] ?? 0) + 1
  }
  return (pair) => counts[pair] ?? 0
}

/** The last pair stops the scan, the others shorten its steps. */
const lastPairWeight = 5

/** Where the window begins whose pairs an ordinary line has least. */
function rarestWindow(anchor: string, length: number, countOf: (pair: number) => number): number {
  const costAt = (begin: number): number => {
    const last = begin + length - 1
    let cost = countOf(pairAt(anchor, last)) * (lastPairWeight - 1)
    for (let at = begin + 1; at <= last; at += 1) cost += countOf(pairAt(anchor, at))
    return cost
  }
  const begins = Array.from({ length: anchor.length - length + 1 }, (_, begin) => begin)
  const costs = begins.map(costAt)
  return costs.indexOf(Math.min(...costs))
}
