import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { FormIndex } from '../logs/form-index.ts'
import { factsOf, nothingSaid, stepLoad, type LoadState } from '../logs/load-state.ts'
import type { LogLine } from '../logs/log-line.ts'
import { instantIn, logLine } from '../logs/log-text.ts'
import type { LogEvent, MessageForm } from '../logs/message-form.ts'
import { isQuoted } from '../logs/quoted.ts'
import { carriesBody, endOfBody, opensBody } from '../logs/request-bodies.ts'
import { noticeIn } from './foretell.ts'

/** A failure that a log tells of. */
export interface Failure {
  readonly class: FindingClass
  /** Of the form that it was known by first. */
  readonly signature: string
  readonly program: LogProgram
  readonly version: string | null
  readonly line: LogLine
  readonly facts: LogFacts
  /** Which load of this log it belongs to. */
  readonly load: number
  /** By its own line, else by the last line above it that had a date; null where none had. */
  readonly atMs: number | null
  readonly count: number
  /** What stood above it in the same load and gave notice of it; null: nothing, or it was not looked for. */
  readonly notice: Notice | null
}

export interface Notice {
  readonly line: LogLine
  readonly sentence: string
}

export interface LogReader {
  /** Whole lines, in the order of the log, in pieces of any size. Answers with what is new or has come again. */
  read(text: string): readonly Failure[]
  /** Of the load that was spoken of last; of a router, its children each have their own (`states`). */
  state(): LoadState
  /** By the port of the child that prints; null: the program itself. */
  states(): ReadonlyMap<number | null, LoadState>
  facts(): LogFacts
  /** One for each class and load, in the order in which they came; the last ones of many. */
  failures(): readonly Failure[]
}

export interface LogReaderOptions {
  /** Whose log it is, where that is known beforehand. */
  readonly program: LogProgram | null
  /** Whether it was printed on Apple silicon; null where that is not known. */
  readonly isAppleSilicon: boolean | null
  /** Whether figures are looked at for what they give notice of. */
  readonly hasNotices?: boolean
}

const maxChildren = 50
/** Of a log that does nothing but fail. */
const maxFailures = 200

/** Reads a log as it grows: what its lines say is kept, the lines are not. */
export function createLogReader(index: FormIndex, options: LogReaderOptions): LogReader {
  const failures = new Map<string, Failure>()
  const states = new Map<number | null, LoadState>()
  let state: LoadState = { ...nothingSaid, program: options.program }
  let spokenOf: number | null = null
  let lineNumber = 1
  let notice: (Notice & { readonly load: number }) | null = null
  let isInBody = false
  let lastAtMs: number | null = null

  const isBelieved = (event: LogEvent & { readonly kind: 'symptom' }): boolean => {
    if (event.onlyIf === 'intel-build' && !state.isIntelBuild) return false
    if (event.onlyIf === 'apple-silicon' && options.isAppleSilicon !== true) return false
    return !event.isConsequence || !state.isElsewhere
  }

  const note = (one: Failure, isConsequence: boolean): Failure => {
    const key = `${one.line.port ?? ''} ${one.load} ${one.class}`
    const before = failures.get(key)
    const merged: Failure =
      before === undefined
        ? one
        : isConsequence
          ? { ...before, facts: { ...before.facts, ...one.facts } }
          : // other words of the same failure are no second one
            { ...before, count: before.count + (before.signature === one.signature ? 1 : 0) }
    failures.set(key, merged)
    const [oldest] = failures.keys()
    if (failures.size > maxFailures && oldest !== undefined) failures.delete(oldest)
    return merged
  }

  /** A child that a router starts anew on another port leaves its state behind: the oldest of many go. */
  const speakOf = (port: number | null): void => {
    if (port === spokenOf) return
    spokenOf = port
    state = states.get(port) ?? { ...nothingSaid, program: options.program, port }
    const [oldest] = states.keys()
    if (states.size > maxChildren && oldest !== undefined && oldest !== null) states.delete(oldest)
  }

  const look = ({ kind }: LogEvent, line: LogLine): void => {
    if (kind !== 'facts' && kind !== 'buffer') return
    if (notice?.load === state.number) return
    const sentence = noticeIn(factsOf(state))
    if (sentence !== null) notice = { line, sentence, load: state.number }
  }

  /** What one event comes to; a failure, or null. */
  const take = (form: MessageForm, event: LogEvent, line: LogLine): Failure | null => {
    if (event.kind === 'symptom' && !isBelieved(event)) return null
    state = stepLoad(state, event)
    if (event.kind !== 'symptom') {
      if (options.hasNotices === true) look(event, line)
      return null
    }
    const { class: failureClass, facts: own, isConsequence } = event
    const one: Failure = {
      class: failureClass,
      signature: form.id,
      program: state.program ?? form.program,
      version: state.version,
      line,
      facts: { ...factsOf(state), ...own },
      load: state.number,
      atMs: lastAtMs,
      count: 1,
      notice: notice?.load === state.number ? notice : null,
    }
    return note(one, isConsequence)
  }

  const readLine = (raw: string, forms: readonly MessageForm[]): readonly Failure[] => {
    const line = logLine(raw, lineNumber)
    if (carriesBody(line.text)) {
      isInBody = opensBody(line.text)
      return []
    }
    lastAtMs = instantIn(line.printed) ?? lastAtMs
    speakOf(line.port)
    const found: Failure[] = []
    for (const form of forms) {
      const event = eventOf(form, line)
      if (event === null) continue
      const failure = take(form, event, line)
      if (failure !== null) found.push(failure)
    }
    states.set(line.port, state)
    return found
  }

  return {
    read: (text) => {
      const found: Failure[] = []
      let counted = 0
      const countTo = (at: number): void => {
        for (let next = text.indexOf('\n', counted); next !== -1 && next < at; ) {
          lineNumber += 1
          counted = next + 1
          next = text.indexOf('\n', counted)
        }
      }
      const passBody = (from: number): number => {
        const end = endOfBody(text, from)
        isInBody = end === text.length
        return end
      }
      index.scan.scan(text, isInBody ? passBody(0) : 0, (from, to, anchors) => {
        countTo(from)
        found.push(...readLine(text.slice(from, to), index.formsOf(anchors)))
        return isInBody ? passBody(to) - 1 : to
      })
      countTo(text.length)
      return found
    },
    state: () => state,
    states: () => states,
    facts: () => factsOf(state),
    failures: () => [...failures.values()],
  }
}

/** What a line says by this form; null where it has not its shape, or only quotes it. */
function eventOf({ form, read }: MessageForm, line: LogLine): LogEvent | null {
  const match = form.exec(line.text)
  if (match === null) return null
  if (match.index > 0 && isQuoted(line.text, match.index)) return null
  return read(match, line)
}
