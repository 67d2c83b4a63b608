import { ownLine } from '../logs/own-text.ts'
import type { Failure } from './failure.ts'

/** Of a log that does nothing but fail. */
const maxFailures = 200

/** The failures of one log: what follows from one, and what comes again, is the same one. */
export interface Failures {
  /** Answers with the failure as it stands now. */
  note(isConsequence: boolean, one: Failure): Failure
  /** The last ones of many. */
  all(): readonly Failure[]
}

export function createFailures(): Failures {
  const failures = new Map<string, Failure>()
  return {
    note: (isConsequence, one) => {
      const key = `${one.port ?? ''} ${one.load} ${one.class}`
      const before = failures.get(key)
      const merged =
        before === undefined
          ? { ...one, line: ownLine(one.line) }
          : again(before, one, isConsequence)
      failures.set(key, merged)
      const [oldest] = failures.keys()
      if (failures.size > maxFailures && oldest !== undefined) failures.delete(oldest)
      return merged
    },
    all: () => [...failures.values()],
  }
}

/** A consequence has the more exact figures; other words of the same failure are no second one. */
function again(before: Failure, one: Failure, isConsequence: boolean): Failure {
  const { lastAtMs } = one
  if (isConsequence) return { ...before, lastAtMs, facts: { ...before.facts, ...one.facts } }
  return { ...before, lastAtMs, count: before.count + (before.signature === one.signature ? 1 : 0) }
}
