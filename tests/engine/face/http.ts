import { createServer, type IncomingMessage } from 'node:http'
import type { Listening } from './options.ts'

/** What is answered: JSON, with llama-server's headers. */
export interface Reply {
  readonly status: number
  readonly body: unknown
}

export interface Asking {
  /** `GET /slots` */
  readonly route: string
  readonly query: URLSearchParams
  /** undefined: nothing, or no JSON. */
  readonly sent: unknown
  /** Whoever asked does not listen any more. */
  readonly hasLeft: () => boolean
}

const maxSentBytes = 1_048_576

export const ok = (body: unknown): Reply => ({ status: 200, body })

// {"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}
export const refusal = (status: number, type: string, message: string, more = {}): Reply => ({
  status,
  body: { error: { code: status, message, type, ...more } },
})

export const notFound = refusal(404, 'not_found_error', 'File Not Found')
export const invalid = (message: string): Reply => refusal(400, 'invalid_request_error', message)

/** Listens, and answers all that is asked by `answer`, also while a model is loaded. */
export async function listen(
  { host, port }: Listening,
  answer: (asking: Asking) => Reply | Promise<Reply>,
): Promise<void> {
  const server = createServer((request, response) => {
    let hasLeft = false
    response.on('close', () => {
      hasLeft = true
    })
    const respond = ({ status, body }: Reply): void => {
      response.writeHead(status, {
        Server: 'llama.cpp',
        'Content-Type': 'application/json; charset=utf-8',
      })
      response.end(JSON.stringify(body))
    }
    sentWith(request)
      .then((sent) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://face')
        const route = `${request.method ?? ''} ${pathname}`
        return answer({ route, query: searchParams, sent, hasLeft: () => hasLeft })
      })
      .then(respond)
      // a door: whatever went wrong is said to whoever asked
      .catch((error: unknown) => respond(refusal(500, 'server_error', String(error))))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

async function sentWith(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    pieces.push(Buffer.from(piece))
    length += pieces.at(-1)?.length ?? 0
    if (length > maxSentBytes) throw new Error('too much was sent')
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    // SyntaxError: no JSON
    return undefined
  }
}

/** What was sent under this name. */
export const sentField = (sent: unknown, name: string): unknown =>
  typeof sent === 'object' && sent !== null && Object.hasOwn(sent, name)
    ? new Map<string, unknown>(Object.entries(sent)).get(name)
    : undefined
