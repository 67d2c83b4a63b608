import { EventEmitter } from 'node:events'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { lacks, whole } from './loud.ts'

/** What main itself asks of the network: by Node, where Electron asks by Chromium. No proxy, no cache, no cookies. */
export function createNet(): typeof Electron.net {
  const part = {
    request: (given) => (typeof given === 'string' ? lacks('net.request(url)') : ask(given)),
  } satisfies Partial<typeof Electron.net>
  return whole<typeof Electron.net>('net', part)
}

function ask(options: Electron.ClientRequestConstructorOptions): Electron.ClientRequest {
  const { protocol = 'http:', hostname = '', port, path = '/', method } = options
  const emitter = new EventEmitter()
  const make = protocol === 'https:' ? requestHttps : requestHttp
  const sent = make({
    hostname,
    path,
    ...(port === undefined ? {} : { port }),
    ...(method === undefined ? {} : { method }),
    headers: options.headers as Record<string, string>,
  })
  sent.on('response', (answer) => answered(emitter, answer, sent.method))
  // as Chromium names it
  sent.on('error', (error) =>
    emitter.emit('error', new Error(`net::${chromiumName(error)}`, { cause: error })),
  )
  sent.on('close', () => emitter.emit('close'))
  const part = {
    setHeader: (name, value) => void sent.setHeader(name, value),
    abort: () => {
      emitter.emit('abort')
      sent.destroy()
    },
    write: (chunk) => void sent.write(chunk),
    end: (chunk): Electron.ClientRequest => {
      sent.end(chunk)
      return request
    },
  } satisfies Partial<Electron.ClientRequest>
  const request: Electron.ClientRequest = whole('ClientRequest', Object.assign(emitter, part))
  return request
}

function answered(emitter: EventEmitter, answer: IncomingMessage, method: string): void {
  const { statusCode = 0, headers } = answer
  const isElsewhere = statusCode >= 300 && statusCode < 400 && headers.location !== undefined
  if (!isElsewhere) emitter.emit('response', answer)
  else if (!emitter.emit('redirect', statusCode, method, headers.location, headers))
    lacks('a redirect that nobody hears')
}

const names: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
}
const chromiumName = (error: NodeJS.ErrnoException): string =>
  names[error.code ?? ''] ?? 'ERR_FAILED'
