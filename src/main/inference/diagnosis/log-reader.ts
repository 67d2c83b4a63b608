import type { LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { FormIndex } from '../logs/form-index.ts'
import { createLineCount } from '../logs/line-count.ts'
import { factsOf, type LoadState } from '../logs/load-state.ts'
import type { LogLine } from '../logs/log-line.ts'
import { hasInstant, instantIn, logLine } from '../logs/log-text.ts'
import type { LogEvent, MessageForm } from '../logs/message-form.ts'
import { ownEvent, ownLine } from '../logs/own-text.ts'
import { isQuoted } from '../logs/quoted.ts'
import { carriesBody, endOfBody, opensBody } from '../logs/request-bodies.ts'
import type { Failure, Notice } from './failure.ts'
import { createFailures, type Failures } from './failures.ts'
import { noticeIn } from './foretell.ts'
import { createLoads, type Loads } from './loads.ts'

export interface LogReader {
  /** Whole lines, in the order of the log, in pieces of any size. Answers with what is new or has come again. */
  read(text: string): readonly Failure[]
  /** What follows is another file: its lines are counted anew. */
  turnPage(): void
  /** Of the load that was spoken of last. */
  state(): LoadState
  /** Of each child that the log tells apart, by its port; null: the program itself. */
  states(): ReadonlyMap<number | null, LoadState>
  facts(): LogFacts
  /** One for each class and load, in the order in which they came; the last ones of many. */
  failures(): readonly Failure[]
  /** The number of the last load that has succeeded; 0 for none. */
  lastLoaded(): number
}

export interface LogReaderOptions {
  /** Whose log it is, where that is known beforehand. */
  readonly program: LogProgram | null
  /** Whether it was printed on Apple silicon; null where that is not known. */
  readonly isAppleSilicon: boolean | null
  /** Whether figures are looked at for what they give notice of. */
  readonly hasNotices?: boolean
}

type Symptom = LogEvent & { readonly kind: 'symptom' }

/** Reads a log as it grows: what its lines say is kept, the lines are not. */
export function createLogReader(index: FormIndex, options: LogReaderOptions): LogReader {
  const loads = createLoads(options.program)
  const failures = createFailures()
  const readLine = createLineReader({ loads, failures, options })
  const lines = createLineCount()
  let isInBody = false

  return {
    read: (text) => {
      const found: Failure[] = []
      const passBody = (from: number): number => {
        const end = endOfBody(text, from)
        isInBody = end === text.length
        return end
      }
      index.scan.scan(text, isInBody ? passBody(0) : 0, (from, to, anchors) => {
        const line = logLine(text.slice(from, to), lines.at(text, from))
        if (!carriesBody(line.text)) {
          found.push(...readLine(line, index.formsOf(anchors)))
          return to
        }
        return opensBody(line.text) ? passBody(to) : to
      })
      lines.next(text)
      return found
    },
    turnPage: () => {
      lines.reset()
      isInBody = false
    },
    state: loads.state,
    states: loads.states,
    facts: () => factsOf(loads.state()),
    failures: failures.all,
    lastLoaded: loads.lastLoaded,
  }
}

interface LineReaderParts {
  readonly loads: Loads
  readonly failures: Failures
  readonly options: LogReaderOptions
}

/** What a line says by the forms that it may have, into the state of its load; answers with the failures in it. */
function createLineReader({ loads, failures, options }: LineReaderParts) {
  const look = options.hasNotices === true ? createLook() : null
  /** The last line that had a date. */
  let dated = ''

  const take = (form: MessageForm, event: LogEvent, line: LogLine): Failure | null => {
    if (event.kind === 'symptom' && !isBelieved(event, loads.state(), options)) return null
    loads.take(event)
    if (event.kind !== 'symptom') {
      look?.at(event, line, loads)
      return null
    }
    const state = loads.state()
    const atMs = instantIn(dated)
    return failures.note(event.isConsequence, {
      class: event.class,
      signature: form.id,
      program: state.program ?? form.program,
      version: state.version,
      line,
      facts: { ...factsOf(state), ...event.facts },
      load: loads.begun(),
      port: loads.port(),
      atMs,
      lastAtMs: atMs,
      count: 1,
      notice: look?.noticeOf(loads.begun()) ?? null,
    })
  }

  return (line: LogLine, forms: readonly MessageForm[]): readonly Failure[] => {
    if (hasInstant(line.printed)) dated = line.printed
    loads.speakOf(line.port)
    return forms.flatMap((form) => {
      const event = eventOf(form, line)
      return event === null ? [] : (take(form, event, line) ?? [])
    })
  }
}

function isBelieved(
  { onlyIf, isConsequence }: Symptom,
  { isIntelBuild, isElsewhere }: LoadState,
  { isAppleSilicon }: LogReaderOptions,
): boolean {
  if (onlyIf === 'intel-build' && !isIntelBuild) return false
  if (onlyIf === 'apple-silicon' && isAppleSilicon !== true) return false
  return !isConsequence || !isElsewhere
}

/** What a line says by this form; null where it has not its shape, or only quotes it. */
function eventOf({ form, read }: MessageForm, line: LogLine): LogEvent | null {
  const match = form.exec(line.text)
  if (match === null) return null
  if (match.index > 0 && isQuoted(line.text, match.index)) return null
  const event = read(match, line)
  return event === null ? null : ownEvent(event)
}

/** Keeps the first line of each load whose figures give notice of a failure. */
function createLook() {
  let last: (Notice & { readonly load: number }) | null = null
  return {
    at: ({ kind }: LogEvent, line: LogLine, loads: Loads): void => {
      if ((kind !== 'facts' && kind !== 'buffer') || last?.load === loads.begun()) return
      const sentence = noticeIn(factsOf(loads.state()))
      if (sentence !== null) last = { line: ownLine(line), sentence, load: loads.begun() }
    },
    noticeOf: (load: number): Notice | null => (last?.load === load ? last : null),
  }
}
