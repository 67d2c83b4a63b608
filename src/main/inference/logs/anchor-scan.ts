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
 * Looks for all literals at once, however many they are. A text is looked at in words of four bytes, one behind the other: wherever an
 * anchor stands, one of four words of its choice does. No step waits for what the one before has found, and the processor takes
 * several at a time.
 */
export function createAnchorScan(anchors: readonly string[]): AnchorScan {
  if (anchors.some((anchor) => !anchorForm.test(anchor))) throw new RangeError('not an anchor')
  if (anchors.some((anchor) => anchor.length < leastLength))
    throw new RangeError('an anchor is too short')
  const known = knownWords(anchors)
  const scannedOf = createScanned()

  return {
    scan: (text, from, onLine) => {
      const scanned = scannedOf(text)
      let line: HeldLine | null = null
      let next = from
      let index = nextKnown(known, scanned, from >> 2)
      while (index < scanned.wordCount) {
        const at = index * wordBytes
        if (line !== null && at >= line.to) {
          next = onLine(line.from, line.to, line.held)
          line = null
        }
        const word = scanned.words[index] ?? 0
        for (const one of alikeOf(known, word)) {
          const begin = at - one.at
          if (one.word !== word || begin < next || !standsAt(one, scanned, begin)) continue
          line ??= { ...lineAround(scanned, at), held: [] }
          if (!line.held.includes(one.number)) line.held.push(one.number)
        }
        index = nextKnown(known, scanned, Math.max(index + 1, next >> 2))
      }
      if (line !== null) onLine(line.from, line.to, line.held)
    },
  }
}

interface Line {
  readonly from: number
  readonly to: number
}

interface HeldLine extends Line {
  readonly held: number[]
}

/** A text, and the low byte of each of its characters, also as words. */
interface Scanned {
  readonly text: string
  readonly bytes: Uint8Array
  readonly words: Int32Array
  /** The last may reach over the end of the text: there is nothing but NULs. */
  readonly wordCount: number
  /** Whether any line ends with \r, or with both. */
  readonly hasReturns: boolean
}

const wordBytes = 4

/** Bytes are read several times as fast as characters. */
function createScanned(): (text: string) => Scanned {
  let bytes = Buffer.alloc(0)
  let words = new Int32Array(0)
  return (text) => {
    const wordCount = Math.ceil(text.length / wordBytes)
    if (words.length < wordCount) {
      words = new Int32Array(wordCount)
      bytes = Buffer.from(words.buffer)
    }
    bytes.write(text, 'latin1')
    bytes.fill(0, text.length, wordCount * wordBytes)
    return { text, bytes, words, wordCount, hasReturns: text.includes('\r') }
  }
}

/** Printable, of one byte. */
const anchorForm = /^[ -~\u00a0-\u00ff]+$/

/** U+010A and its like end no line, though their low byte does. */
function lineAround({ text, bytes, hasReturns }: Scanned, at: number): Line {
  const before = text.lastIndexOf('\n', at)
  const behind = text.indexOf('\n', at)
  const to = behind === -1 ? text.length : behind
  if (!hasReturns) return { from: before + 1, to }
  const isReturn = (index: number): boolean =>
    bytes[index] === carriageReturn && text.charCodeAt(index) === carriageReturn
  let begin = at
  while (begin > before + 1 && !isReturn(begin - 1)) begin -= 1
  let end = at
  while (end < to && !isReturn(end)) end += 1
  return { from: begin, to: end }
}

const carriageReturn = 13

/** One of the words that an anchor is known by. */
interface KnownWord {
  readonly word: number
  /** Where in the anchor it begins. */
  readonly at: number
  readonly number: number
  readonly anchor: string
  readonly anchorBytes: Uint8Array
}

interface KnownWords {
  /** A bit for each hash, which is 0 for nearly all: together they stay in the nearest cache. */
  readonly bits: Int32Array
  /** By the hash: where it stands in `alike`. */
  readonly places: Uint16Array
  /** Those that have one hash. */
  readonly alike: readonly (readonly KnownWord[])[]
}

const hashBits = 18
const partBits = 5
/** Knuth, The Art of Computer Programming, 6.4: by the golden ratio. */
const hashOf = (word: number): number => Math.imul(word, 0x9e37_79b1) >>> (32 - hashBits)

/** The next word from `from` on that may be one of an anchor. */
function nextKnown({ bits }: KnownWords, { words, wordCount }: Scanned, from: number): number {
  let index = from
  while (index < wordCount) {
    const hash = hashOf(words[index] ?? 0)
    // a shift goes by the last five bits
    if ((((bits[hash >>> partBits] ?? 0) >>> hash) & 1) === 1) break
    index += 1
  }
  return index
}

const nobody: readonly KnownWord[] = []
const alikeOf = ({ places, alike }: KnownWords, word: number): readonly KnownWord[] =>
  alike[places[hashOf(word)] ?? 0] ?? nobody

/** Many anchors have a word in common, and what has the low bytes of one need not be it. */
function standsAt({ anchor, anchorBytes }: KnownWord, { text, bytes }: Scanned, begin: number) {
  for (let index = anchorBytes.length - 1; index >= 0; index -= 1)
    if (anchorBytes[index] !== bytes[begin + index]) return false
  return text.startsWith(anchor, begin)
}

/** Of four places side by side one begins a word of the text. */
const windowWords = 4
const windowBytes = windowWords + wordBytes - 1
/** The last word of a window may reach a byte over the end of its anchor, which may be any. */
const leastLength = windowBytes - 1

function knownWords(anchors: readonly string[]): KnownWords {
  const bits = new Int32Array(2 ** (hashBits - partBits))
  const places = new Uint16Array(2 ** hashBits)
  const alike: KnownWord[][] = [[]]
  const allBytes = anchors.map((anchor) => Buffer.from(anchor, 'latin1'))
  const costOf = wordCosts(ordinaryLines.join('\n'), allBytes)
  allBytes.forEach((anchorBytes, number) => {
    const anchor = anchors[number] ?? ''
    const begin = rarestWindow(anchorBytes, costOf)
    for (let at = begin; at < begin + windowWords; at += 1)
      for (const word of wordsAt(anchorBytes, at)) {
        const hash = hashOf(word)
        const part = hash >>> partBits
        bits[part] = (bits[part] ?? 0) | (1 << hash)
        if (places[hash] === 0) places[hash] = alike.push([]) - 1
        alike[places[hash] ?? 0]?.push({ word, at, number, anchor, anchorBytes })
      }
  })
  return { bits, places, alike }
}

/** As `words` of a text holds it, whichever end it begins with. */
function wordsAt(anchor: Buffer, at: number): readonly number[] {
  const bytes = Buffer.alloc(wordBytes)
  const wordIn = (): number => new Int32Array(bytes.buffer, bytes.byteOffset, 1)[0] ?? 0
  if (anchor.copy(bytes, 0, at) >= wordBytes) return [wordIn()]
  return Array.from({ length: 0x100 }, (_, last) => {
    bytes[wordBytes - 1] = last
    return wordIn()
  })
}

/** What the word costs that begins at a place of an anchor. */
type WordCost = (anchor: Buffer, at: number) => number
/** One that an ordinary line is known to have. */
const knownCost = 100

/**
 * How often an ordinary line may have a word: as often as the rarest pair in it, at the most; and how many anchors have it, which
 * are all looked at where it stands.
 */
function wordCosts(text: string, anchors: readonly Buffer[]): WordCost {
  const pairCounts = new Uint16Array(0x1_0000)
  const words = new Set<number>()
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at + wordBytes <= bytes.length; at += 1) {
    words.add(bytes.readUInt32BE(at))
    const pair = bytes.readUInt16BE(at)
    pairCounts[pair] = (pairCounts[pair] ?? 0) + 1
  }
  const holders = new Map<number, number>()
  for (const anchor of anchors)
    for (let at = 0; at + wordBytes <= anchor.length; at += 1) {
      const word = anchor.readUInt32BE(at)
      holders.set(word, (holders.get(word) ?? 0) + 1)
    }
  return (anchor, at) => {
    const end = Math.min(at + wordBytes, anchor.length)
    let cost = Infinity
    for (let pairAt = at; pairAt + 1 < end; pairAt += 1)
      cost = Math.min(cost, pairCounts[anchor.readUInt16BE(pairAt)] ?? 0)
    if (end - at < wordBytes) return cost
    const word = anchor.readUInt32BE(at)
    return cost + (holders.get(word) ?? 0) + (words.has(word) ? knownCost : 0)
  }
}

/** Where the window begins whose words an ordinary line has least. */
function rarestWindow(anchor: Buffer, costOf: WordCost): number {
  const beginCount = Math.max(1, anchor.length - windowBytes + 1)
  const wordCost = Array.from({ length: beginCount + windowWords - 1 }, (_, at) =>
    costOf(anchor, at),
  )
  const costs = wordCost
    .slice(0, beginCount)
    .map((_, begin) =>
      wordCost.slice(begin, begin + windowWords).reduce((sum, cost) => sum + cost, 0),
    )
  return costs.indexOf(Math.min(...costs))
}
