import { actId, type ActId } from '../../shared/ids.ts'
import type { Clock } from '../host/host.ts'

/** Whoever answers later than this means something else. */
const answerWithinMs = 10 * 60_000
/** Nobody has as many before him: a face that asks and asks makes the oldest forgotten. */
const maxQuestions = 200

/** What a yes would be for. */
export interface Question {
  /** `quit /opt/loom`: the target, and the way in which it goes. */
  readonly about: string
  /** The processes that are meant, each by its start: a pid alone, and an app's id, outlive them. */
  readonly processes: readonly string[]
  /** All that may be lost, each by itself. */
  readonly risks: readonly string[]
}

/** What this Core has asked, so that a yes is for what was asked and for nothing else. */
export interface Questions {
  ask(question: Question): ActId
  /** Whether one of these was about the same target and all of its processes, and named all that may be lost by now. */
  isAnswered(question: Question, answers: readonly string[]): boolean
}

export function createQuestions(clock: Pick<Clock, 'nowMs'>): Questions {
  const asked = new Map<ActId, { readonly question: Question; readonly atMs: number }>()
  // on either side: the clock may have been set back
  const isOld = (atMs: number): boolean => Math.abs(clock.nowMs() - atMs) > answerWithinMs
  return {
    ask: (question) => {
      for (const [id, { atMs }] of asked) if (isOld(atMs)) asked.delete(id)
      const [oldest] = asked.keys()
      if (asked.size >= maxQuestions && oldest !== undefined) asked.delete(oldest)
      const id = actId(crypto.randomUUID())
      asked.set(id, { question, atMs: clock.nowMs() })
      return id
    },
    isAnswered: (question, answers) =>
      answers.some((id) => {
        const found = asked.get(actId(id))
        return found !== undefined && !isOld(found.atMs) && covers(found.question, question)
      }),
  }
}

const covers = (then: Question, now: Question): boolean =>
  then.about === now.about &&
  now.processes.every((one) => then.processes.includes(one)) &&
  now.risks.every((one) => then.risks.includes(one))
