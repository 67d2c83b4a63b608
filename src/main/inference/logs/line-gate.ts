import { holdsFreeText, holdsTemplate } from './free-text.ts'
import type { LogLine } from './log-line.ts'
import { isLogDocument } from './log-document.ts'
import { lineTimeIn, timeStyleIn, type LineTime } from './line-time.ts'
import { createTracebacks } from './tracebacks.ts'
import { hasOwnShape, namesItsSource, tellsOfModel } from './own-shapes.ts'
import { speaksPlainly } from './program-words.ts'
import { carriesBody } from './request-bodies.ts'

/** What the grammar has read in a line. */
export type Known = 'failure' | 'known' | 'unknown'

/**
 * Which lines of a log are a program's own, and may be shown to whoever has not asked for prompts. In doubt a line is none:
 * people show their screens to others, and a line that is hidden can be asked for.
 */
export interface LineGate {
  /** For each line, in their order. `quoted`: hidden, and a part of a document: nothing in it is said by the program. */
  judge(line: LogLine, known: Known): 'own' | 'hidden' | 'quoted'
  /** What follows is another file. */
  reset(): void
}

type Times = ReadonlyMap<LineTime['style'], number>

/**
 * A body that goes on: a document until its last bracket, or a text, whose end nothing tells but its program's next line: one that
 * was printed at the same time or later. What is pasted into a prompt from a log was printed before.
 */
interface OpenBody {
  readonly depth: number | null
  /** What its program has made of a model's file or of a grammar, and printed whole: any line of its own ends it. */
  readonly isMade: boolean
  /** Nothing has said that it is one; it ends where its program speaks again, plainly. */
  readonly isDoubt: boolean
  readonly since: Times
  readonly left: number
}

// main: chat template, chat_template: {% for … %}, example_format: '<|im_start|>system
const made = /\b(?:chat template, |example_format: |Grammar: |chat_example=)/

/** In characters, as for the reader: nobody's prompt may hide the rest of a log. */
const maxBodyLength = 2 ** 20
/** Longer lines are documents, whatever they begin with. */
const maxOwnLength = 4_000

export function createLineGate(): LineGate {
  /** The last line of each style, as printed: when that was is worked out where a body begins. */
  const dated = new Map<LineTime['style'], string>()
  const tracebacks = createTracebacks()
  let open: OpenBody | null = null

  const openBody = (line: LogLine): void => {
    const isMade = made.test(line.text)
    const depth = isMade ? 0 : depthOf(line.text)
    const isDated = timeStyleIn(line.printed) !== null
    if (depth <= 0 && !isMade && !isDated && isComplete(line)) return
    open = {
      depth: depth > 0 ? depth : null,
      isMade,
      isDoubt: false,
      since: timesOf(dated.values()),
      left: maxBodyLength,
    }
  }

  const isOwn = (line: LogLine, known: Known): boolean => {
    const style = timeStyleIn(line.printed)
    if (style !== null) dated.set(style, line.printed)
    if (line.text === '' || tracebacks.take(line.printed)) return true
    const isBody = carriesBody(line.text)
    if (known !== 'unknown' && !isBody) return true
    if (isLogDocument(line.text)) return true
    const isShaped = line.text.length <= maxOwnLength && hasOwnShape(line)
    if (line.text.length <= maxOwnLength && tellsOfModel(line)) return true
    if (isShaped && !isBody && !holdsFreeText(line.text)) return true
    // what has a clock says when it goes on; what has none is doubted to its end, and only for good reason
    if (isBody || style !== null || (!isShaped && holdsTemplate(line.text)) || made.test(line.text))
      openBody(line)
    if (open === null && !isBody) open = doubtSince(timesOf(dated.values()))
    return false
  }

  return {
    judge: (line, known) => {
      const body = open
      if (body === null || isBehind(body, line, known)) {
        open = null
        return isOwn(line, known) ? 'own' : 'hidden'
      }
      open = bodyBehind(body, line)
      if (body.depth !== null) return 'quoted'
      // a program without any clock goes on without a sign; its failures are told in any case
      return known === 'failure' && body.since.size === 0 ? 'own' : 'hidden'
    },
    reset: () => {
      open = null
      dated.clear()
      tracebacks.reset()
    },
  }
}

/** A line that nobody knows may be the first of a text. */
const doubtSince = (since: Times): OpenBody => ({
  depth: null,
  isMade: false,
  isDoubt: true,
  since,
  left: maxBodyLength,
})

/** Whether the body has ended above this line. */
const isBehind = ({ isMade, isDoubt, since }: OpenBody, line: LogLine, known: Known): boolean =>
  isAfter(lineTimeIn(line.printed), since) ||
  (isDoubt && goesOn(line, known, since)) ||
  (isMade && hasOwnShape(line) && !holdsTemplate(line.text))

/** Whether its program speaks again: by a clock where it had none yet, by what the grammar knows, or by plain words of its own. */
const goesOn = (line: LogLine, known: Known, since: Times): boolean => {
  if (carriesBody(line.text)) return false
  if (since.size === 0 && timeStyleIn(line.printed) !== null) return true
  if (known !== 'unknown') return namesItsSource(line) || speaksPlainly(line.text)
  return /[a-z]{2}/i.test(line.text) && hasOwnShape(line) && speaksPlainly(line.text)
}

/** What is open behind a line of the body. */
function bodyBehind(body: OpenBody, { text, printed }: LogLine): OpenBody | null {
  const depth = body.depth === null ? null : body.depth + depthOf(text)
  const left = body.left - printed.length - 1
  const isOver = left <= 0 || (depth !== null && depth <= 0 && /^[}\]]/.test(text))
  return isOver ? null : { ...body, depth, left }
}

const timesOf = (lines: Iterable<string>): Times =>
  new Map(
    [...lines].flatMap((printed) => {
      const time = lineTimeIn(printed)
      return time === null ? [] : [[time.style, time.ms] as const]
    }),
  )

const isAfter = (time: LineTime | null, since: Times): boolean => {
  const sinceMs = time === null ? undefined : since.get(time.style)
  return time !== null && sinceMs !== undefined && time.ms >= sinceMs
}

/** A text in its quotes, or brackets: all of it stands on this line. */
const isComplete = ({ text }: LogLine): boolean =>
  /[:=({[]\s*["'`{[(<]/.test(text) && /["'`)\]}>]\s*(?:,.{0,400})?$/.test(text)

/** How many brackets a line opens and leaves open, without those in its strings. */
function depthOf(text: string): number {
  let depth = 0
  let isString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (isString && character === '\\') at += 1
    else if (character === '"') isString = !isString
    else if (!isString && (character === '{' || character === '[')) depth += 1
    else if (!isString && (character === '}' || character === ']')) depth -= 1
  }
  return depth
}
