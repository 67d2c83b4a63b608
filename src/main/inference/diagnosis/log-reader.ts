import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { FormIndex } from '../logs/form-index.ts'
import { factsOf, nothingSaid, stepLoad, type LoadState } from '../logs/load-state.ts'
import type { LogLine } from '../logs/log-line.ts'
import { instantIn, logLine } from '../logs/log-text.ts'
import type { LogEvent, MessageForm } from '../logs/message-form.ts'
import { isQuoted } from '../logs/quoted.ts'
import { carriesBody, endOfBody, opensBody } from '../logs/request-bodies.ts'

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
}

export interface LogReader {
  /** Whole lines, in the order of the log, in pieces of any size. Answers with what is new or has come again. */
  read(text: string): readonly Failure[]
  state(): LoadState
  facts(): LogFacts
  /** One for each class and load, in the order in which they came; the last ones of many. */
  failures(): readonly Failure[]
}

export interface LogReaderOptions {
  /** Whose log it is, where that is known beforehand. */
  readonly program: LogProgram | null
  /** Whether it was printed on Apple silicon; null where that is not known. */
  readonly isAppleSilicon: boolean | null
  /** The number of the first line. */
  readonly firstLine?: number
}

/** Of a log that does nothing but fail. */
const maxFailures = 200

/** Reads a log as it grows: what its lines say is kept, the lines are not. */
export function createLogReader(index: FormIndex, options: LogReaderOptions): LogReader {
  const failures = new Map<string, Failure>()
  let state: LoadState = { ...nothingSaid, program: options.program }
  let lineNumber = options.firstLine ?? 1
  let isInBody = false
  let lastAtMs: number | null = null

  const isBelieved = (event: LogEvent & { readonly kind: 'symptom' }): boolean => {
    if (event.onlyIf === 'intel-build' && !state.isIntelBuild) return false
    if (event.onlyIf === 'apple-silicon' && options.isAppleSilicon !== true) return false
    return !event.isConsequence || !state.isElsewhere
  }

  const note = (one: Failure, isConsequence: boolean): Failure => {
    const key = `${one.load} ${one.class}`
    const before = failures.get(key)
    const merged: Failure =
      before === undefined
        ? one
        : isConsequence
          ? { ...before, facts: { ...before.facts, ...one.facts } }
          : { ...before, count: before.count + 1 }
    failures.set(key, merged)
    const [oldest] = failures.keys()
    if (failures.size > maxFailures && oldest !== undefined) failures.delete(oldest)
    return merged
  }

  /** What one event comes to; a failure, or null. */
  const take = (form: MessageForm, event: LogEvent, line: LogLine): Failure | null => {
    if (event.kind === 'symptom' && !isBelieved(event)) return null
    state = stepLoad(state, event)
    if (event.kind !== 'symptom') return null
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
    const found: Failure[] = []
    for (const form of forms) {
      const event = eventOf(form, line)
      if (event === null) continue
      const failure = take(form, event, line)
      if (failure !== null) found.push(failure)
    }
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
