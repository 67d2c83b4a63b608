import type { LineMark, ShownLine } from '../../../shared/log-view.ts'
import type { KeptLine } from './shown-lines.ts'

/** The last lines of a log, by their numbers. */
export interface LineStore {
  push(line: KeptLine): void
  /** The number of the first line that is kept, and of the one that comes next. */
  firstLineNumber(): number
  nextLineNumber(): number
  bytes(): number
  /** Drops the oldest lines until so many bytes are left at most. */
  trimTo(bytes: number): void
  /** From this line on; as many as there are, or as may be. */
  from(lineNumber: number, most: Most, textOf: TextOf): readonly ShownLine[]
}

export interface Most {
  readonly lines: number
  readonly characters: number
}

/** What is shown of a line. */
export type TextOf = (line: Pick<KeptLine, 'text' | 'isOwn'>) => string | null

/** Lines in one piece of memory outside of the heap: it is given back at once, and whole. */
interface Block {
  readonly firstLineNumber: number
  readonly count: number
  readonly bytes: Uint8Array
  /** Of each line: 1 where it is its program's own. */
  readonly own: Uint8Array
  readonly marks: ReadonlyMap<number, LineMark>
}

const linesPerBlock = 500
/** What a line takes beside its text. */
const lineBytes = 4

/** `most`: so many lines are kept. */
export function createLineStore(most: number): LineStore {
  const blocks: Block[] = []
  let filling: KeptLine[] = []
  let fillingBytes = 0
  let next = 1
  let first = 1
  let keptBytes = 0

  const fill = (): void => {
    const block = blockOf(filling, next - filling.length)
    blocks.push(block)
    keptBytes += sizeOf(block)
    filling = []
    fillingBytes = 0
  }
  const dropOldest = (): boolean => {
    const [oldest] = blocks
    if (oldest === undefined) return false
    blocks.shift()
    keptBytes -= sizeOf(oldest)
    first = Math.max(first, oldest.firstLineNumber + oldest.count)
    return true
  }
  /** All lines from this one on, block by block. */
  function* linesFrom(from: number): Generator<KeptLine> {
    for (const block of blocks) {
      const skipped = from - block.firstLineNumber
      if (skipped < block.count) yield* linesIn(block).slice(Math.max(0, skipped))
    }
    yield* filling.slice(Math.max(0, from - (next - filling.length)))
  }

  return {
    push: (line) => {
      filling.push(line)
      fillingBytes += line.text.length + lineBytes
      next += 1
      first = Math.max(first, next - most)
      const [oldest] = blocks
      if (oldest !== undefined && oldest.firstLineNumber + oldest.count <= first) dropOldest()
      if (filling.length >= linesPerBlock) fill()
    },
    firstLineNumber: () => first,
    nextLineNumber: () => next,
    bytes: () => keptBytes + fillingBytes,
    trimTo: (bytes) => {
      while (keptBytes + fillingBytes > bytes && dropOldest());
    },
    from: (lineNumber, atMost, textOf) => {
      const at = Math.max(lineNumber, first)
      return shownOf(linesFrom(at), at, atMost, textOf)
    },
  }
}

function shownOf(
  lines: Iterable<KeptLine>,
  firstLineNumber: number,
  most: Most,
  textOf: TextOf,
): readonly ShownLine[] {
  const shown: ShownLine[] = []
  let characters = 0
  for (const line of lines) {
    if (shown.length >= most.lines || characters >= most.characters) break
    const text = textOf(line)
    characters += text?.length ?? 0
    shown.push({ lineNumber: firstLineNumber + shown.length, text, mark: line.mark })
  }
  return shown
}

/** No line holds a line feed: control characters have been taken out of it. */
function blockOf(lines: readonly KeptLine[], firstLineNumber: number): Block {
  const marks = new Map<number, LineMark>()
  lines.forEach(({ mark }, index) => {
    if (mark !== null) marks.set(index, mark)
  })
  return {
    firstLineNumber,
    count: lines.length,
    bytes: new TextEncoder().encode(lines.map(({ text }) => text).join('\n')),
    own: Uint8Array.from(lines, ({ isOwn }) => Number(isOwn)),
    marks,
  }
}

const sizeOf = ({ bytes, count }: Block): number => bytes.byteLength + count * lineBytes

const linesIn = ({ bytes, own, marks }: Block): readonly KeptLine[] =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((text, index) => ({ text, isOwn: own[index] === 1, mark: marks.get(index) ?? null }))
