import type { LineMark } from '../../../shared/log-view.ts'
import { printable } from '../../../shared/printable.ts'
import { createLineMarks, unknownLine } from '../../inference/diagnosis/line-marks.ts'
import type { LogReaderOptions } from '../../inference/diagnosis/log-reader.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import { createLineGate } from '../../inference/logs/line-gate.ts'
import { logLine } from '../../inference/logs/log-text.ts'

/** A line as it is kept for whoever reads the log. */
export interface KeptLine {
  /** Harmless, and cut where it is too long. */
  readonly text: string
  /** It is a program's own, and no prompt. */
  readonly isOwn: boolean
  readonly mark: LineMark | null
}

/** In characters; what is longer is a document, and nobody reads it to its end here. */
const maxLineLength = 4_000
const tab = '    '

export interface ShownLines {
  /**
   * The lines of a piece, which is of whole ones. The last of them is open where it ends without a line feed: a bar of progress that
   * overwrites itself, whose next state is the same line.
   */
  read(text: string): { readonly lines: readonly KeptLine[]; readonly isLastOpen: boolean }
  turnPage(): void
}

/** What each line is, for the eye: by the grammar that findings come from, and by whether it may hold a prompt. */
export function createShownLines(index: FormIndex, options: LogReaderOptions): ShownLines {
  const marks = createLineMarks(index, options)
  const gate = createLineGate()

  const lineOf = (raw: string, anchors: readonly number[]): KeptLine => {
    const line = logLine(raw, 1)
    const { mark, isKnown } = anchors.length === 0 ? unknownLine : marks.mark(line, anchors)
    const known = mark?.kind === 'failure' ? 'failure' : isKnown ? 'known' : 'unknown'
    const judged = gate.judge(line, known)
    return {
      text: printable(line.printed.replaceAll('\t', tab), maxLineLength),
      isOwn: judged === 'own',
      mark: judged === 'quoted' ? null : mark,
    }
  }

  return {
    read: (text) => {
      const anchored = anchorsIn(index, text)
      const lines: KeptLine[] = []
      for (const { from, to } of lineBoundsIn(text)) {
        const states = told(partsOf(text, from, to), text, anchored).map((part) =>
          lineOf(text.slice(part.from, part.to), anchored.get(part.from) ?? []),
        )
        lines.push(joined(states))
      }
      return { lines, isLastOpen: text.endsWith('\r') }
    },
    turnPage: () => {
      marks.turnPage()
      gate.reset()
    },
  }
}

/** What stands in a terminal at last, with the most telling mark of all that stood there. */
function joined(states: readonly KeptLine[]): KeptLine {
  const last = states.findLast(({ text }) => text.trim() !== '') ?? states.at(-1)
  if (last === undefined) return { text: '', isOwn: true, mark: null }
  const failure = states.find(({ mark }) => mark?.kind === 'failure')
  return { ...last, mark: failure?.mark ?? last.mark }
}

interface Bounds {
  readonly from: number
  readonly to: number
}

function* lineBoundsIn(text: string): Generator<Bounds> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    yield { from, to }
    from = to + 1
  }
}

/** Of a bar of half a million states only the last is seen, and what the grammar may know. */
function told(
  states: readonly Bounds[],
  text: string,
  anchored: ReadonlyMap<number, readonly number[]>,
): readonly Bounds[] {
  if (states.length <= 1) return states
  const last = states.findLast(({ from, to }) => text.slice(from, to).trim() !== '')
  return states.filter((state) => state === last || anchored.has(state.from))
}

/** The states of a line that overwrites itself; most lines do not. */
function partsOf(text: string, from: number, to: number): readonly Bounds[] {
  const line = text.slice(from, to)
  if (!line.includes('\r')) return [{ from, to }]
  const parts: Bounds[] = []
  let at = from
  for (const state of line.split('\r')) {
    if (state !== '') parts.push({ from: at, to: at + state.length })
    at += state.length + 1
  }
  return parts
}

/** By the beginnings of the lines that hold any. */
function anchorsIn({ scan }: FormIndex, text: string): ReadonlyMap<number, readonly number[]> {
  const anchored = new Map<number, readonly number[]>()
  scan.scan(text, 0, (from, to, anchors) => {
    anchored.set(from, anchors)
    return to
  })
  return anchored
}
