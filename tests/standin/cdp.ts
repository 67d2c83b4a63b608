import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
export type Events = Protocol.Events
export type { Protocol }

type Listener = (params: never) => void

/** One conversation with Chromium: with the browser itself, or with one target. */
export interface Session {
  send<M extends keyof Commands & keyof Answers>(
    method: M,
    params?: Commands[M],
  ): Promise<Answers[M]>
  /** For what may come too late, when the page or Chromium is gone: then nothing is left to do. */
  tell<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void
  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void
}

export interface Connection {
  readonly browser: Session
  /** The session that Target.attachToTarget has opened. */
  session(id: string): Session
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

interface Waiting {
  readonly method: string
  resolve(result: unknown): void
  reject(error: Error): void
}

/** Chromium's debugging pipe: JSON, each message ended by NUL. */
export function createConnection(input: Writable, output: Readable): Connection {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0
  let isOpen = true

  const receive = (message: Message): void => {
    if (message.id !== undefined) {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) one?.resolve(message.result)
      else one?.reject(new Error(`${one.method}: ${message.error.message}`))
      return
    }
    const key = `${message.sessionId ?? ''} ${message.method ?? ''}`
    for (const listener of listeners.get(key) ?? []) listener(message.params as never)
  }
  const end = (): void => {
    isOpen = false
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: no Chromium`))
    waiting.clear()
  }
  const send = (sessionId: string, method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!isOpen) return reject(new Error(`${method}: no Chromium`))
      const id = (lastId += 1)
      waiting.set(id, { method, resolve, reject })
      const to = sessionId === '' ? {} : { sessionId }
      input.write(`${JSON.stringify({ id, method, params, ...to })}\0`)
    })

  readMessages(output, receive, end)
  input.on('error', end)
  const session = (id: string): Session => sessionOf(id, send, listeners)
  return { browser: session(''), session }
}

function sessionOf(
  id: string,
  send: (sessionId: string, method: string, params?: object) => Promise<unknown>,
  listeners: Map<string, Listener[]>,
): Session {
  const on: Session['on'] = (event, listener) => {
    const key = `${id} ${event}`
    listeners.set(key, [...(listeners.get(key) ?? []), listener])
  }
  return {
    on,
    send: (method, params) => send(id, method, params) as Promise<never>,
    tell: (method, params) => void send(id, method, params).catch(() => undefined),
  }
}

function readMessages(
  output: Readable,
  receive: (message: Message) => void,
  end: () => void,
): void {
  let pieces: string[] = []
  output.setEncoding('utf8')
  output.on('data', (text: string) => {
    const [first = '', ...rest] = text.split('\0')
    pieces.push(first)
    for (const piece of rest) {
      receive(JSON.parse(pieces.join('')) as Message)
      pieces = [piece]
    }
  })
  output.on('close', end)
  output.on('error', end)
}
