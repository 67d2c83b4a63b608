import type { Reading } from '../src/shared/reading.ts'
import type { Clock, Host, Question } from '../src/main/host/host.ts'
import { createVirtualClock } from '../src/main/host/virtual-clock.ts'
import { nameOfQuestion, readingOf, replyOf, type World } from './world.ts'

export interface Asked {
  readonly name: string
  readonly atMs: number
}

/** A host that answers from a small world, and whose time passes only when the test lets it. */
export interface FakeHost {
  readonly host: Host
  /** Every question so far, in order. */
  readonly asked: readonly Asked[]
  /** Lets time pass; all that comes due meanwhile has happened when this is done. */
  advance(ms: number): Promise<void>
  /** Sets the wall clock, as a person or a time server would; timers go on undisturbed. */
  setClock(byMs: number): void
}

/** Everything that waits for nothing but answers of the fake host has run when this is done. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function createFakeHost(world: World, platform = 'linux'): FakeHost {
  const virtual = createVirtualClock(1_795_200_000_000, [])
  const asked: Asked[] = []
  let shiftMs = 0
  const clock: Clock = {
    nowMs: () => virtual.nowMs() + shiftMs,
    after: (delayMs, wake) => virtual.after(delayMs, wake),
  }
  const answer = (question: Question, atMs: number): Promise<Reading<string>> => {
    asked.push({ name: nameOfQuestion(question), atMs })
    const reply = replyOf(world, question)
    const { promise, resolve } = Promise.withResolvers<Reading<string>>()
    if (typeof reply === 'string') resolve(readingOf(reply, atMs))
    else if (reply.kind === 'throws') throw new Error(reply.message)
    else if (reply.kind === 'slow') clock.after(reply.tookMs, () => resolve(readingOf(reply, atMs)))
    else if (reply.kind !== 'hangs') resolve(readingOf(reply, atMs))
    return promise
  }
  return {
    host: hostThat((question, atMs = clock.nowMs()) => answer(question, atMs), platform, clock),
    asked,
    advance: async (ms) => {
      const arrived = { isThere: false }
      virtual.after(ms, () => {
        arrived.isThere = true
      })
      while (!arrived.isThere) {
        await settle()
        virtual.step()
      }
      await settle()
    },
    setClock: (byMs) => {
      shiftMs += byMs
    },
  }
}

function hostThat(ask: Host['ask'], platform: string, clock: Clock): Host {
  const refused: Reading<never> = {
    kind: 'failed',
    reason: 'not in this test',
    atMs: 0,
    tookMs: 0,
  }
  return {
    mode: 'live',
    platform,
    clock,
    ask,
    stream: (_argv, _onText, onEnd) => {
      onEnd({ reason: 'not in this test' })
      return () => undefined
    },
    watch: () => refused,
    followLog: (_path, _start, _onPiece, onTrouble) => {
      onTrouble({ kind: 'absent', reason: 'not in this test', atMs: 0, tookMs: 0 })
      return { stop: () => undefined, check: () => Promise.resolve() }
    },
    writeFile: async () => refused,
    appendFile: async () => refused,
    removeFile: async () => refused,
    moveFile: async () => refused,
    identify: async () => refused,
    signal: async () => refused,
    openTerminal: async () => refused,
    openDatabase: async () => refused,
    digest: async (_, make) => ({ kind: 'ok', value: await make(), atMs: 0, tookMs: 0 }),
    openFile: async () => refused,
    abilities: async () => [],
    close: async () => undefined,
  }
}
