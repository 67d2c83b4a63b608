import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Child, Children } from './children.ts'

/** The entry of the command line. It runs in the Node that runs it: no process stands between. */
export const headroomEntry = fileURLToPath(new URL('../../bin/headroom.mjs', import.meta.url))
export const projectDir = fileURLToPath(new URL('../../', import.meta.url))

const startsWithinMs = 20_000

export interface Serve extends Child {
  readonly port: number
  readonly token: string
}

interface ServeOptions {
  /** The program that it runs in; this one's by default. */
  readonly node?: string
  readonly nodeArgs?: readonly string[]
  /** Of `serve` itself, beside its port. */
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/** `headroom serve` on a free port. Throws where it does not say its URL in time. */
export async function startServe(
  children: Children,
  { node = process.execPath, nodeArgs = [], args = [], env = process.env }: ServeOptions = {},
): Promise<Serve> {
  const argv = [...nodeArgs, headroomEntry, 'serve', '--port', '0', ...args]
  const child = children.start(node, argv, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const { promise, resolve, reject } = Promise.withResolvers<Serve>()
  const timer = setTimeout(() => reject(new Error('serve did not say its URL')), startsWithinMs)
  void child.ended.then((code) => reject(new Error(`serve ended with ${code}`)))
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString('utf8')
    const [, port, token] = /:(\d+)\/#token=(\S+)\n/.exec(said) ?? []
    if (port !== undefined && token !== undefined) {
      resolve({ ...child, port: Number(port), token })
    }
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
  }
}

export const openSocket = (serve: Serve): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${serve.port}/ws`)

export const tokenMessage = (token: string): string => JSON.stringify({ kind: 'token', token })

export interface Watcher {
  /** How many Snapshots have come so far. */
  seenCount(): number
  close(): void
}

/** A client that says its token and reads; done when the first Snapshot has come. */
export async function startWatcher(serve: Serve): Promise<Watcher> {
  const socket = openSocket(serve)
  const first = Promise.withResolvers<null>()
  let seen = 0
  socket.on('open', () => socket.send(tokenMessage(serve.token)))
  socket.on('message', (data) => {
    const message = jsonIn(String(data))
    if (typeof message === 'object' && message !== null && 'kind' in message) {
      if (message.kind === 'snapshot') seen++
      first.resolve(null)
    }
  })
  socket.on('error', first.reject)
  socket.on('close', (code) => first.reject(new Error(`serve closed the connection: ${code}`)))
  await first.promise
  return { seenCount: () => seen, close: () => socket.close() }
}
