import type { LogLines, LogLinesInput } from '../../../shared/log-view.ts'
import { mostLinesAtOnce, mostLogLines } from '../../../shared/log-view.ts'
import { removeKeys } from '../../host/redact.ts'
import type { Host, LogPiece, LogTrouble } from '../../host/host.ts'
import type { LogReaderOptions } from '../../inference/diagnosis/log-reader.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import { withoutPrompts } from '../../inference/logs/without-prompt.ts'
import { isFromTop, bytesAbove } from './piece-place.ts'
import { createLineStore, type LineStore, type TextOf } from './line-store.ts'
import { createShownLines, type KeptLine } from './shown-lines.ts'

/** As much of a log as is looked at when somebody opens it. */
const maxBacklogBytes = 12 * 2 ** 20
/** As much text comes in one answer. */
const maxAnswerCharacters = 2 * 2 ** 20

/** The lines of one log, for as long as somebody reads it. */
export interface OpenLogLines {
  /** Done when all that stands in it has been read. */
  check(): Promise<void>
  lines(input: Pick<LogLinesInput, 'after' | 'showsPrompts'>): LogLines
  /** Why it cannot be read; null where it is. */
  trouble(): LogTrouble | null
  isEmpty(): boolean
  bytes(): number
  trimTo(bytes: number): void
  stop(): void
}

export interface LogLinesOptions extends LogReaderOptions {
  readonly host: Pick<Host, 'followLog'>
  readonly index: FormIndex
  /** Each file that is read gets a number of its own, also after a restart. */
  readonly nextTurn: () => number
  readonly onGrown: () => void
}

/** What is read of one file: another in its place is another. */
interface FileTurn {
  readonly turn: number
  readonly store: LineStore
  /** What stands above the first line that was read; null where that is not known. */
  readonly skippedBytes: number | null
  /** The last line, while it has no end: the next state of it takes its place. */
  open: KeptLine | null
}

export function openLogLines(path: string, options: LogLinesOptions): OpenLogLines {
  const shown = createShownLines(options.index, options)
  const begin = (piece: LogPiece | null): FileTurn => ({
    turn: options.nextTurn(),
    store: createLineStore(mostLogLines),
    skippedBytes: piece === null || isFromTop(piece) ? 0 : bytesAbove(piece),
    open: null,
  })
  let file = begin(null)
  let trouble: LogTrouble | null = null

  const take = (lines: readonly KeptLine[], isLastOpen: boolean): void => {
    const { store, open } = file
    const [first, ...others] = lines
    if (first === undefined) return
    // the end of a line that was open, or its next state
    const all = open === null ? lines : [first.text === '' ? open : first, ...others]
    const last = isLastOpen ? all.at(-1) : undefined
    all.slice(0, last === undefined ? all.length : -1).forEach(store.push)
    file.open = last ?? null
  }

  const follower = options.host.followLog(
    path,
    { position: null, maxBacklogBytes },
    (piece) => {
      if (piece.isNewFile) {
        if (file.store.nextLineNumber() > 1 || file.open !== null) shown.turnPage()
        file = begin(piece)
      }
      const { lines, isLastOpen } = shown.read(piece.text)
      take(lines, isLastOpen)
      options.onGrown()
    },
    (next) => {
      trouble = next
    },
  )

  return {
    check: () => follower.check(),
    lines: ({ after, showsPrompts }) => answerOf(file, after, showsPrompts),
    trouble: () => trouble,
    isEmpty: () => file.store.nextLineNumber() === 1 && file.open === null,
    bytes: () => file.store.bytes(),
    trimTo: (bytes) => file.store.trimTo(bytes),
    stop: () => follower.stop(),
  }
}

/** A command line that is printed when a program is killed holds prompts, too. */
const withoutThem: TextOf = ({ text, isOwn }) => (isOwn ? removeKeys(withoutPrompts(text)) : null)
/** Whoever asks for prompts has not asked for keys. */
const whole: TextOf = ({ text }) => removeKeys(text)

function answerOf(
  { turn: fileTurn, store, skippedBytes, open }: FileTurn,
  after: LogLinesInput['after'],
  showsPrompts: boolean,
): LogLines {
  const turn = fileTurn * 2 + Number(showsPrompts)
  const isAnew = after?.turn !== turn
  const textOf = showsPrompts ? whole : withoutThem
  const from = isAnew ? 1 : Math.max(1, after.lineNumber)
  const most = { lines: mostLinesAtOnce, characters: maxAnswerCharacters }
  const lines = store.from(from, most, textOf)
  const lineNumber = (lines.at(-1)?.lineNumber ?? Math.max(from, store.firstLineNumber()) - 1) + 1
  const hasMore = lineNumber < store.nextLineNumber()
  // told again and again until it has an end
  const last = hasMore || open === null ? [] : [{ lineNumber, text: textOf(open), mark: open.mark }]
  return {
    schema: 'headroom/log-lines/1',
    next: { turn, lineNumber: Math.min(lineNumber, store.nextLineNumber()) },
    isAnew,
    firstLineNumber: store.firstLineNumber(),
    skippedBytes,
    hasMore,
    lines: [...lines, ...last],
  }
}
