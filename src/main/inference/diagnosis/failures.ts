import type { LogFacts } from '../../../shared/log-facts.ts'
import { isSameModel } from '../logs/is-same-model.ts'
import { ownLine } from '../logs/own-text.ts'
import type { Failure } from './failure.ts'

/** Of a log that does nothing but fail. */
const maxFailures = 200
/** A child that dies prints where it stood, all of its threads, before its parent notices. */
const maxLinesToItsEnd = 500

/** What a line of failure says: as it is joined with what is known of its load, and by itself. */
export interface Noted {
  readonly failure: Failure
  readonly said: LogFacts
  readonly isConsequence: boolean
}

/** What has been loaded, or has ended: a child on this port, or the program itself. */
export interface Child {
  readonly port: number | null
  readonly load: number
  readonly facts: LogFacts
}

/** The failures of one log: what follows from one, and what comes again, is the same one. */
export interface Failures {
  /** Answers with the failure as it stands now. */
  note(one: Noted): Failure
  /** Puts an end to what had failed of it before. */
  loaded(child: Child): void
  /** The last failure is of this child, where its own line did not say whose it was. */
  childEnded(child: Child, lineCount: number): void
  /** The last ones of many. */
  all(): readonly Failure[]
}

export function createFailures(): Failures {
  const failures = new Map<string, Noted>()
  let last: string | null = null

  const put = (one: Noted): Noted => {
    const key = keyOf(one.failure)
    const before = failures.get(key)
    const merged = before === undefined ? one : again(before, one)
    failures.set(key, merged)
    last = key
    const [oldest] = failures.keys()
    if (failures.size > maxFailures && oldest !== undefined) failures.delete(oldest)
    return merged
  }

  return {
    note: (one) => {
      const isNew = !failures.has(keyOf(one.failure))
      const line = isNew ? ownLine(one.failure.line) : one.failure.line
      return put({ ...one, failure: { ...one.failure, line } }).failure
    },
    loaded: (child) => {
      for (const [key, one] of failures) {
        if (one.failure.isOver === 'yes') continue
        const isOver = endOf(one.failure, child)
        if (isOver !== one.failure.isOver)
          failures.set(key, { ...one, failure: { ...one.failure, isOver } })
      }
    },
    childEnded: (child, lineCount) => {
      const one = last === null ? undefined : failures.get(last)
      if (one === undefined || !mayBeOf(one.failure, child, lineCount)) return
      failures.delete(keyOf(one.failure))
      const { port, load } = child
      put({
        ...one,
        failure: { ...one.failure, port, load, facts: { ...child.facts, ...one.said } },
      })
    },
    all: () => [...failures.values()].map(({ failure }) => failure),
  }
}

const keyOf = ({ port, load, class: its }: Failure): string => `${port ?? ''} ${load} ${its}`

/** A consequence has the more exact figures; other words of the same failure are no second one. */
function again({ failure: before, said }: Noted, one: Noted): Noted {
  const { isConsequence } = one
  const { lastAtMs, uptimeMs, lineCount, signature, facts } = one.failure
  const now = { ...before, lastAtMs, uptimeMs, lineCount, isOver: 'no' } as const
  if (isConsequence) {
    const failure = { ...now, facts: { ...before.facts, ...facts } }
    return { failure, said: { ...said, ...one.said }, isConsequence }
  }
  const count = before.count + (before.signature === signature ? 1 : 0)
  return { failure: { ...now, count }, said, isConsequence }
}

/** One program tells of itself alone: what it loads puts an end to all before. Children fail for themselves. */
function endOf(failure: Failure, { port, load, facts }: Child): Failure['isOver'] {
  const { facts: failed } = failure
  if (failure.load >= load) return 'perhaps'
  const isSame =
    failed.modelPath === undefined || facts.modelPath === undefined
      ? failure.port === null
      : isSameModel(failed.modelPath, facts.modelPath)
  return failure.port === port || isSame ? 'yes' : 'perhaps'
}

/** A context that is full ends no process. */
const mayBeOf = (failure: Failure, { port }: Child, lineCount: number): boolean =>
  failure.line.port === null &&
  failure.port !== port &&
  failure.class !== 'context-full' &&
  lineCount - failure.lineCount <= maxLinesToItsEnd
