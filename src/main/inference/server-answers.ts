import { createActivity, type Doing } from './activity.ts'
import type { Answer } from './answer.ts'
import type { ServerFacts } from './facts.ts'
import { serverKinds } from './kinds.ts'
import { mergeFacts, type PathFacts } from './merge-facts.ts'
import type { DuePath } from './poll-plan.ts'
import type { ServerKindSpec, ServerProcess } from './server-kind.ts'
import { understand } from './understand.ts'

/** A path that the server does not know, or has switched off, is asked again after this. */
const missingForMs = 600_000

/** It is busy, or what it has said is not understood. */
const saysNothing = ({ errorKind, errorMessage, serverKind, ...told }: ServerFacts): boolean =>
  (errorKind === 'busy' || (errorKind ?? null) === null) && Object.keys(told).length === 0

/** What a server has answered so far, path by path. */
export interface ServerAnswers {
  take(asked: DuePath, answer: Answer): void
  hasAnswered(path: string): boolean
  /** It wants a key that it does not get, or there is no such path. */
  isPassedOver(path: string, nowMs: number): boolean
  /** A path wants a key. */
  isClosed(): boolean
  /** There is another key now. */
  reopen(): void
  /** What its answers have shown it to be: a llama-server may be a router. */
  spec(): ServerKindSpec
  facts(process: ServerProcess): ServerFacts
  doing(): Doing
  /** When the last one came; null before the first. */
  atMs(): number | null
}

export function createServerAnswers(first: ServerKindSpec): ServerAnswers {
  const activity = createActivity()
  const paths = new Map<string, PathFacts>()
  const missingUntilMs = new Map<string, number>()
  const closed = new Set<string>()
  let spec = first
  let atMs: number | null = null

  return {
    take: ({ path, pollIndex }, answer) => {
      const told = understand(answer, spec.kind)
      closed.delete(path)
      // an error of the moment, or no answer of this kind at all: what was told before stands, and grows old
      if (paths.has(path) && saysNothing(told)) return
      atMs = answer.nowMs
      switch (told.errorKind ?? null) {
        case 'auth':
          closed.add(path)
          break
        case 'notFound':
        case 'disabled':
        case 'badRequest':
          missingUntilMs.set(path, answer.nowMs + missingForMs)
          break
        case 'busy':
        case null:
          break
      }
      paths.set(path, { facts: told, atMs: answer.nowMs, pollIndex })
      activity.note(told, answer.nowMs)
      spec = serverKinds.find(({ kind }) => kind === told.serverKind) ?? spec
    },
    hasAnswered: (path) => {
      const facts = paths.get(path)?.facts
      return facts !== undefined && (facts.errorKind ?? null) === null
    },
    isPassedOver: (path, nowMs) => closed.has(path) || (missingUntilMs.get(path) ?? 0) > nowMs,
    isClosed: () => closed.size > 0,
    reopen: () => {
      // what they refused says nothing any more: LocalAI asks no further while it stands
      for (const path of closed) paths.delete(path)
      closed.clear()
    },
    spec: () => spec,
    facts: (process) =>
      mergeFacts(
        spec.factsOfArguments?.(process) ?? {},
        [...paths.values()],
        spec.unload.kind === 'quit',
      ),
    doing: activity.now,
    atMs: () => atMs,
  }
}
