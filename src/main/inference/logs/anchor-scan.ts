/** A line that holds at least one anchor, and which: their numbers in the list. */
export type OnAnchoredLine = (from: number, to: number, anchors: ReadonlySet<number>) => number

/**
 * Looks for all literals at once, at a few machine instructions a character however many they are (Aho and Corasick,
 * Communications of the ACM 18, 1975): nearly all lines of a log say nothing new, and are passed over by this alone.
 */
export interface AnchorScan {
  /**
   * Tells each line of `text` behind `from` that holds an anchor. A line ends at \n or \r. `onLine` answers with the place where the scan
   * goes on, the end of the line or further.
   */
  scan(text: string, from: number, onLine: OnAnchoredLine): void
}

/** Characters beyond are no part of any anchor. */
const characterCount = 256

export function createAnchorScan(anchors: readonly string[]): AnchorScan {
  const classes = classesOf(anchors)
  const width = 1 + Math.max(0, ...classes)
  const trie = trieOf(anchors, classes, width)
  const { next, endings } = automatonOf(trie, width)
  const isEnding = Uint8Array.from(endings, (found) => (found.length > 0 ? 1 : 0))

  /** Which anchors the line from `from` to `to` holds. */
  const heldBy = (text: string, from: number, to: number): ReadonlySet<number> => {
    const held = new Set<number>()
    let state = 0
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at)
      state = next[state * width + (code < characterCount ? (classes[code] ?? 0) : 0)] ?? 0
      if (isEnding[state] === 1) for (const anchor of endings[state] ?? []) held.add(anchor)
    }
    return held
  }

  return {
    scan: (text, begin, onLine) => {
      const { length } = text
      let state = 0
      for (let at = begin; at < length; at += 1) {
        const code = text.charCodeAt(at)
        state = next[state * width + (code < characterCount ? (classes[code] ?? 0) : 0)] ?? 0
        if (isEnding[state] !== 1) continue
        const from = lineStart(text, at)
        const to = lineEnd(text, at)
        at = onLine(from, to, heldBy(text, from, to))
        state = 0
      }
    },
  }
}

const lineFeed = 10
const carriageReturn = 13
const isLineEnd = (code: number): boolean => code === lineFeed || code === carriageReturn

function lineStart(text: string, at: number): number {
  let from = at
  while (from > 0 && !isLineEnd(text.charCodeAt(from - 1))) from -= 1
  return from
}

function lineEnd(text: string, at: number): number {
  let to = at
  while (to < text.length && !isLineEnd(text.charCodeAt(to))) to += 1
  return to
}

/** Characters that no anchor has are all alike: class 0. */
function classesOf(anchors: readonly string[]): Uint8Array {
  const classes = new Uint8Array(characterCount)
  let count = 0
  for (const anchor of anchors) {
    for (let at = 0; at < anchor.length; at += 1) {
      const code = anchor.charCodeAt(at)
      if (code >= characterCount || isLineEnd(code)) throw new RangeError(`no anchor: ${anchor}`)
      if (classes[code] === 0) classes[code] = count += 1
    }
  }
  return classes
}

interface Trie {
  /** Of each state by class; -1 where there is none. */
  readonly children: readonly Int32Array[]
  readonly endings: readonly (readonly number[])[]
}

function trieOf(anchors: readonly string[], classes: Uint8Array, width: number): Trie {
  const children = [new Int32Array(width).fill(-1)]
  const endings: number[][] = [[]]
  anchors.forEach((anchor, number) => {
    let state = 0
    for (let at = 0; at < anchor.length; at += 1) {
      const row = children[state]
      const step = classes[anchor.charCodeAt(at)] ?? 0
      let child = row?.[step] ?? -1
      if (child === -1) {
        child = children.push(new Int32Array(width).fill(-1)) - 1
        endings.push([])
        if (row !== undefined) row[step] = child
      }
      state = child
    }
    endings[state]?.push(number)
  })
  return { children, endings }
}

interface Automaton {
  /** The state after each character, by state and class. */
  readonly next: Uint16Array
  readonly endings: readonly (readonly number[])[]
}

/** The trie with all ways back in it: one look per character. */
function automatonOf({ children, endings }: Trie, width: number): Automaton {
  const next = new Uint16Array(children.length * width)
  const back = new Int32Array(children.length)
  const all = endings.map((own) => [...own])
  const waiting = [0]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const fallback = back[state] ?? 0
    for (let step = 0; step < width; step += 1) {
      const child = children[state]?.[step] ?? -1
      const otherwise = state === 0 ? 0 : (next[fallback * width + step] ?? 0)
      next[state * width + step] = child === -1 ? otherwise : child
      if (child === -1) continue
      back[child] = otherwise
      all[child]?.push(...(all[otherwise] ?? []))
      waiting.push(child)
    }
  }
  return { next, endings: all }
}
