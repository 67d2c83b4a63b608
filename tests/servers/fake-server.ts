import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { isNeverAsked } from '../../src/main/inference/watch/never-asked.ts'
import type { FakeKind } from './answering.ts'
import { isLate, well, type Behaviour } from './behaviour.ts'
import { listen, listenerOf, type Listening, type Noted } from './http-face.ts'

/** A server as it runs for one test. */
export interface FakeServer {
  readonly port: number
  readonly noted: readonly Noted[]
  /** All that was asked of it so far, in its order: `GET /api/ps`. */
  asked(): readonly string[]
  /** How often it was asked for this. */
  countOf(request: string): number
  behave(behaviour: Behaviour): void
  /** Whether what is asked at this address is this one's, and does not come in time. */
  isLateAt(url: string): boolean
  /** Nothing listens on its port any more. */
  stop(): Promise<void>
}

export interface FakeOptions {
  readonly behaviour?: Behaviour
  /** What may be asked beside harmless GETs: of tests that unload. */
  readonly acts?: readonly string[]
  /** A free one by default. */
  readonly port?: number
}

/** After the test it has ended, and all that was asked of it was allowed: else the test fails. */
export async function startFake(kind: FakeKind, options: FakeOptions = {}): Promise<FakeServer> {
  const noted: Noted[] = []
  let behaviour = options.behaviour ?? well
  const listening: Listening = await listen(
    listenerOf(
      kind,
      () => behaviour,
      (one) => void noted.push(one),
    ),
    options.port,
  )
  onTestFinished(async () => {
    await listening.stop()
    const wrong = noted.flatMap((one) => faultsIn(one, listening.port, options.acts ?? []))
    if (wrong.length > 0) throw new Error(`never asked for: ${wrong.join('; ')}`)
  })
  return {
    port: listening.port,
    noted,
    asked: () => noted.map(({ request }) => request),
    countOf: (request) => noted.filter((one) => one.request === request).length,
    behave: (next) => {
      behaviour = next
    },
    isLateAt: (url) => {
      const { port, pathname } = new URL(url)
      return port === String(listening.port) && isLate(behaviour, pathname)
    },
    stop: listening.stop,
  }
}

const forbidden = ['origin', 'cookie', 'referer'] as const

/** What must not be sent to any server, whatever it is (server-apis.md §2). */
export function faultsIn(
  { request, headers, body }: Noted,
  port: number,
  acts: readonly string[],
): readonly string[] {
  const isAct = acts.includes(request)
  return [
    ...(!isAct && isNeverAsked(request) ? [request] : []),
    ...(!isAct && body !== '' ? [`${request} with a body`] : []),
    ...(headers['host'] === `127.0.0.1:${port}`
      ? []
      : [`${request} to ${String(headers['host'])}`]),
    ...forbidden
      .filter((name) => headers[name] !== undefined)
      .map((name) => `${request} with ${name}`),
  ]
}

/** A port that nobody must touch: after the test no connection was made to it. */
export async function startTrap(): Promise<number> {
  let count = 0
  const trap = createServer((socket) => {
    count++
    socket.destroy()
  })
  await new Promise<void>((resolve) => {
    trap.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    await new Promise((resolve) => {
      trap.close(resolve)
    })
    if (count > 0) throw new Error(`${count} connections to a port of nobody`)
  })
  const address = trap.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return address.port
}
