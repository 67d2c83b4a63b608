import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { FakeKind, FakeReply } from './answering.ts'
import { misbehave, type Behaviour } from './behaviour.ts'

/** A request as it came, for who looks at it later. */
export interface Noted {
  /** `POST /api/generate`: with its query. */
  readonly request: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** Answers as this kind does, in the way that it behaves in at the moment; `note` is told of every request first. */
export const listenerOf =
  (kind: FakeKind, behaviour: () => Behaviour, note: (noted: Noted) => void): RequestListener =>
  async (incoming, to) => {
    const { method = '', url = '/', headers } = incoming
    const body = await bodyOf(incoming)
    note({ request: `${method} ${url}`, headers: { ...headers }, body })
    const { pathname, searchParams } = new URL(url, 'http://fake')
    const now = behaviour()
    if (now.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, now.ms))
    if (misbehave(now, url, headers.authorization ?? '', to)) return
    const request = {
      route: `${method} ${pathname}`,
      path: pathname,
      query: searchParams,
      sent: jsonOf(body),
    }
    const reply = kind.answer(request) ?? kind.unknown ?? notFound
    const server = kind.server === undefined ? {} : { server: kind.server }
    to.writeHead(reply.status ?? 200, { ...server, ...typeOf(reply), ...reply.headers })
    to.end(textOf(reply))
  }

const notFound: FakeReply = { status: 404, body: '404 page not found' }

const typeOf = ({ body }: FakeReply): Readonly<Record<string, string>> => ({
  'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
})

const textOf = ({ body }: FakeReply): string =>
  typeof body === 'string' ? body : JSON.stringify(body)

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const pieces: string[] = []
  incoming.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece))
  await new Promise<void>((resolve) => {
    incoming.on('end', resolve)
    incoming.on('close', resolve)
  })
  return pieces.join('')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // SyntaxError: nothing was sent, or no JSON
    return undefined
  }
}

export interface Listening {
  readonly port: number
  stop(): Promise<void>
}

/** On a free port of 127.0.0.1, or on this one. */
export async function listen(listener: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
