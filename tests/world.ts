import { readFileSync } from 'node:fs'
import type { Reading } from '../src/shared/reading.ts'
import { askAt, type AskerAt } from '../src/main/host/ask-at.ts'
import { attempt } from '../src/main/host/attempt.ts'
import { keyOf, type Question } from '../src/main/host/host.ts'

/** What the outside world says to one question. */
export type Reply =
  | string
  | { readonly kind: 'slow'; readonly text: string; readonly tookMs: number }
  | { readonly kind: 'absent' | 'failed'; readonly reason: string }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'throws'; readonly message: string }

/** Replies by the kind and the key of their question: `file /proc/meminfo`. What is not in it is absent. */
export type World = Map<string, Reply>

export const nameOfQuestion = (question: Question): string => `${question.kind} ${keyOf(question)}`

export function replyOf(world: World, question: Question): Reply {
  const nothing: Reply = { kind: 'absent', reason: 'there is no such thing here' }
  return world.get(nameOfQuestion(question)) ?? nothing
}

export function readingOf(
  reply: Exclude<Reply, { readonly kind: 'hangs' | 'throws' }>,
  atMs: number,
): Reading<string> {
  if (typeof reply === 'string') return { kind: 'ok', value: reply, atMs, tookMs: 0 }
  if (reply.kind === 'slow') return { kind: 'ok', value: reply.text, atMs, tookMs: reply.tookMs }
  return { ...reply, atMs, tookMs: 0 }
}

/** Asks a small world at one instant; slow answers say so, but nobody waits for them. */
export const askerOf = (world: World, atMs = 0): AskerAt =>
  askAt(
    {
      ask: async (question) => {
        const reply = replyOf(world, question)
        if (typeof reply === 'string') return readingOf(reply, atMs)
        if (reply.kind === 'throws') throw new Error(reply.message)
        if (reply.kind === 'hangs') return new Promise(() => undefined)
        return readingOf(reply, atMs)
      },
    },
    atMs,
  )

/** As the monitor does it: whatever is thrown becomes a reading. */
export async function attemptRead<T>(
  world: World,
  read: (asker: AskerAt) => Promise<Reading<T>>,
  atMs = 0,
): Promise<Reading<T>> {
  const outcome = await attempt(atMs, () => read(askerOf(world, atMs)))
  return outcome.kind === 'ok' ? outcome.value : outcome
}

/** The value of a reading; where it has none, its reason: never equal to a value. */
export const valueOf = <T>(reading: Reading<T>): T | string =>
  reading.kind === 'ok' ? reading.value : `${reading.kind}: ${reading.reason}`

/** A file of tests/fixtures. */
export const fixture = (path: string): string =>
  readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8')
