import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { FormIndex } from '../logs/form-index.ts'
import { believed } from '../logs/figures.ts'
import { createLineCount } from '../logs/line-count.ts'
import { factsOf, type LoadState } from '../logs/load-state.ts'
import type { LogLine } from '../logs/log-line.ts'
import { hasInstant, instantIn, logLine, uptimeIn } from '../logs/log-text.ts'
import type { LogEvent, MessageForm } from '../logs/message-form.ts'
import { ownEvent } from '../logs/own-text.ts'
import { isRetold } from '../logs/quoted.ts'
import { carriesBody, createBodies } from '../logs/request-bodies.ts'
import { createDates, type Dates } from './dates.ts'
import type { Failure } from './failure.ts'
import { createFailures, type Child, type Failures } from './failures.ts'
import { createLoads, type Loads } from './loads.ts'
import type { Notice } from './notice.ts'
import { createNotices, type Notices } from './notices.ts'

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
  /** What figures give notice of: of loads that go on, and of the last prompts. */
  notices(): readonly Notice[]
  /** How many lines have been read, of all files. */
  lineCount(): number
}

/** Asked at each line anew: what is not known yet may be so later. */
export interface LogReaderOptions {
  /** Whose log it is, where that is known otherwise. */
  readonly program: LogProgram | null
  /** Whether it was printed on Apple silicon; null where that is not known. */
  readonly isAppleSilicon: boolean | null
}

type Symptom = LogEvent & { readonly kind: 'symptom' }

/** Reads a log as it grows: what its lines say is kept, the lines are not. */
export function createLogReader(index: FormIndex, options: LogReaderOptions): LogReader {
  const loads = createLoads(() => options.program)
  const failures = createFailures()
  const dates = createDates()
  const lines = createLineCount()
  const notices = createNotices(loads)
  const readLine = createLineReader({
    loads,
    failures,
    notices,
    dates,
    options,
    lineCount: lines.count,
  })
  const bodies = createBodies()

  return {
    read: (text) => {
      const found: Failure[] = []
      index.scan.scan(text, bodies.resume(text), (from, to, anchors) => {
        const line = logLine(text.slice(from, to), lines.at(text, from))
        dates.note(from, line.printed)
        if (!carriesBody(line.text)) {
          readLine({ line, text, from }, index.formsOf(anchors), found)
          return to
        }
        return bodies.pass(line, text, to)
      })
      lines.next(text)
      dates.next(text)
      return found
    },
    turnPage: () => {
      lines.reset()
      bodies.reset()
    },
    state: loads.state,
    states: loads.states,
    facts: () => factsOf(loads.state()),
    failures: failures.all,
    notices: notices.now,
    lineCount: lines.count,
  }
}

interface LineReaderParts {
  readonly loads: Loads
  readonly failures: Failures
  readonly notices: Notices
  readonly dates: Dates
  readonly options: LogReaderOptions
  readonly lineCount: () => number
}

/** A line, and where it begins in its piece. */
interface Placed {
  readonly line: LogLine
  readonly text: string
  readonly from: number
}

/** What a line says by the forms that it may have, into the state of its load; the failures in it, into `found`. */
function createLineReader(parts: LineReaderParts) {
  const { loads, failures, notices, dates, options, lineCount } = parts

  const fail = (form: MessageForm, event: Symptom, { line, text, from }: Placed): Failure => {
    const state = loads.state()
    const isEither = line.port === null && loads.isEither()
    // a shell tells of the command that has just ended: what failed before it was another's
    const isAnothers = form.program === 'shell' && state.isExplained
    if (!isEither) loads.take(event, form.program)
    const known = isEither || isAnothers ? state.machineFacts : factsOf(loads.state())
    const atMs = hasInstant(line.printed) ? instantIn(line.printed) : dates.above(text, from)
    const failure: Failure = {
      class: event.class,
      signature: form.id,
      program: loads.state().program ?? form.program,
      version: state.version,
      line,
      facts: { ...known, ...event.facts },
      load: isEither ? loads.begun() : loads.numberOf(loads.port()),
      port: isEither ? null : loads.port(),
      atMs,
      lastAtMs: atMs,
      uptimeMs: uptimeIn(line.printed),
      lineCount: lineCount(),
      count: 1,
      isOver: 'no',
      notice: notices.firstOf(loads.begun()),
    }
    if (!goOn.has(event.class)) notices.failed(loads.port(), line)
    return failures.note({ failure, said: event.facts, isConsequence: event.isConsequence })
  }

  const take = (form: MessageForm, event: LogEvent, placed: Placed): Failure | null => {
    if (event.kind === 'symptom')
      return isBelieved(event, loads.state(), options) ? fail(form, event, placed) : null
    loads.take(event, form.program)
    notices.take(event, placed.line, lineCount)
    if (event.kind === 'loaded') failures.loaded(childAt(loads, loads.port()))
    if (event.kind === 'child-ended') failures.childEnded(childAt(loads, event.port), lineCount())
    return null
  }

  return (placed: Placed, forms: readonly MessageForm[], found: Failure[]): void => {
    const { line } = placed
    loads.speakOf(line.port)
    for (const form of forms) {
      const event = eventOf(form, line)
      const failure = event === null ? null : take(form, event, placed)
      if (failure !== null) found.push(failure)
    }
  }
}

/** What is found wrong of a load that goes on all the same. */
const goOn: ReadonlySet<FindingClass> = new Set(['cpu-fallback', 'rosetta'])

/** Of a child that is not known, as its start was not read, there is what holds for the machine. */
function childAt(loads: Loads, port: number | null): Child {
  const state = loads.states().get(port)
  const facts = state === undefined ? loads.state().machineFacts : factsOf(state)
  return { port, load: loads.numberOf(port), facts }
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
export function eventOf({ form, read }: MessageForm, line: LogLine): LogEvent | null {
  const match = form.exec(line.text)
  if (match === null) return null
  if (isRetold(line.text, match)) return null
  const event = read(match, line)
  return event === null ? null : ownEvent(believed(event))
}
