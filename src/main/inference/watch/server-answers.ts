import { createActivity, type Doing } from './activity.ts'
import type { Answer } from '../answers/answer.ts'
import type { ServerFacts } from '../answers/facts.ts'
import { serverKinds } from '../kinds.ts'
import { mergeFacts, type PathFacts } from '../answers/merge-facts.ts'
import { createPassedOver, type PassedOver } from './passed-over.ts'
import type { DuePath } from './poll-plan.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'
import { understand } from '../answers/understand.ts'

/** It is busy, or what it has said is not understood. */
const saysNothing = ({ errorKind, errorMessage, serverKind, ...told }: ServerFacts): boolean =>
  (errorKind === 'busy' || (errorKind ?? null) === null) && Object.keys(told).length === 0

/** What a server has answered so far, path by path. */
export interface ServerAnswers {
  take(asked: Pick<DuePath, 'path' | 'pollIndex'>, answer: Answer): void
  /** The answer of this path waits for the work at hand. */
  noteLate(path: string): void
  /** What was asked of a model that is not among these paths any more. */
  forgetGone(paths: ReadonlySet<string>): void
  hasAnswered(path: string): boolean
  /** It wants a key that it does not get, or there is no such path. */
  isPassedOver: PassedOver['has']
  /** A path wants a key. */
  isClosed(): boolean
  /** There is another key now. */
  reopen(): void
  /** One path that wants a key is asked at the next round. */
  hurry(): void
  /** What its answers have shown it to be: a llama-server may be a router. */
  spec(): ServerKindSpec
  facts(process: ServerProcess): ServerFacts
  doing(): Doing
  /** When the last one came; null before the first. */
  atMs(): number | null
}

export function createServerAnswers(first: ServerKindSpec): ServerAnswers {
  const activity = createActivity()
  const passedOver = createPassedOver()
  // the newest last
  const paths = new Map<string, PathFacts>()
  let fallsAsleep = false
  let spec = first
  let atMs: number | null = null

  const forget = (isGone: (path: string, facts: ServerFacts) => boolean): void => {
    for (const [path, { facts }] of paths) if (isGone(path, facts)) paths.delete(path)
  }

  return {
    take: ({ path, pollIndex }, answer) => {
      const told = understand(answer, spec.kind)
      // an error of the moment, or no answer of this kind at all: what was told before stands, and grows old
      const isNew = !paths.has(path) || !saysNothing(told)
      passedOver.note(path, told.errorKind ?? null, answer.nowMs)
      if (!isNew) return
      atMs = answer.nowMs
      if (told.isSleeping === true) {
        fallsAsleep = true
        forget((_, { slots }) => (slots ?? null) !== null) // it is not asked for them any more
      }
      paths.delete(path)
      paths.set(path, { facts: told, pollIndex })
      activity.note(told, answer.nowMs)
      spec = serverKinds.find(({ kind }) => kind === told.serverKind) ?? spec
    },
    noteLate: (path) => {
      const before = paths.get(path)
      if (before !== undefined) paths.set(path, { ...before, facts: withoutWork(before.facts) })
      activity.noteLate()
    },
    forgetGone: (asked) => {
      const isGone = (path: string): boolean => path.includes('?') && !asked.has(path)
      forget(isGone)
      passedOver.forget(isGone)
    },
    hasAnswered: (path) => {
      const facts = paths.get(path)?.facts
      return facts !== undefined && (facts.errorKind ?? null) === null
    },
    isPassedOver: passedOver.has,
    isClosed: () => passedOver.closed().length > 0,
    reopen: () => {
      for (const path of passedOver.closed()) paths.delete(path)
      passedOver.reopen()
    },
    hurry: passedOver.hurry,
    spec: () => spec,
    facts: (process) => factsOf(spec, process, { paths: [...paths.values()], fallsAsleep }),
    doing: activity.now,
    atMs: () => atMs,
  }
}

const factsOf = (
  { factsOfArguments, unload }: ServerKindSpec,
  process: ServerProcess,
  told: { readonly paths: readonly PathFacts[]; readonly fallsAsleep: boolean },
): ServerFacts => ({
  ...mergeFacts(factsOfArguments?.(process) ?? {}, told.paths, unload.kind === 'quit'),
  ...(told.fallsAsleep ? { fallsAsleep: true } : {}),
})

/** What it was doing is not what it does now. */
const withoutWork = ({ activity, ...facts }: ServerFacts): ServerFacts =>
  facts.models === undefined || facts.models === null
    ? facts
    : { ...facts, models: facts.models.map((model) => ({ ...model, activity: null })) }
