import type { IncomingMessage } from 'node:http'
import { Absent, Refusal } from './attempt.ts'
import type { HttpAnswer, HttpQuestion } from './host.ts'

/** Imported, `node:http` makes all that it may ever offer, a WebSocket client too: 13 MB of it. */
const { request } = process.getBuiltinModule('node:http')

/** A server that runs takes a connection at once, also while it works (server-apis.md §2). */
const connectDeadlineMs = 500
const defaultDeadlineMs = 2_000
const defaultMaxBytes = 2 ** 20
const maxHeaderLength = 200

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/** One request to a server on this machine: no redirect is followed, no connection kept, no cookie known. */
export async function askHttp(question: HttpQuestion): Promise<HttpAnswer> {
  const url = new URL(question.url)
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) {
    throw new Refusal(`${url.host} is not on this machine`)
  }
  const deadlineMs = question.deadlineMs ?? defaultDeadlineMs
  const signal = AbortSignal.timeout(deadlineMs) // of both tries together
  const method = question.method ?? 'GET'
  try {
    return await askOnce(question, url, signal).catch((error: unknown) => {
      // a server that is busy resets one now and then; what only reads may be asked again
      if (method === 'GET' && isReset(error)) return askOnce(question, url, signal)
      throw error
    })
  } catch (error) {
    // any error of Node's: it is said in a sentence of ours
    throw sentenceOf(error, url, deadlineMs)
  }
}

function askOnce(question: HttpQuestion, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, maxBytes = defaultMaxBytes } = question
    const sent = request(url, { method, headers, agent: false, signal }, (answer) => {
      wholeAnswer(answer, maxBytes).then(resolve, reject)
    })
    const late = setTimeout(() => {
      sent.destroy(new Refusal(`no connection within ${connectDeadlineMs / 1000} s`))
    }, connectDeadlineMs)
    const inTime = (): void => clearTimeout(late)
    sent.on('socket', (socket) => socket.once('connect', inTime))
    sent.on('close', inTime)
    sent.on('error', reject)
    sent.end(question.body)
  })
}

/** All that comes, up to so many bytes. */
export function wholeAnswer(answer: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let total = 0
    answer.on('data', (piece: Buffer) => {
      pieces.push(piece)
      total += piece.length
      if (total > maxBytes) answer.destroy(new Refusal(`an answer of more than ${maxBytes} bytes`))
    })
    answer.on('end', () => resolve(answerOf(answer, Buffer.concat(pieces))))
    answer.on('error', reject)
  })
}

const answerOf = ({ statusCode, headers }: IncomingMessage, body: Buffer): HttpAnswer => ({
  status: statusCode ?? 0,
  contentType: headers['content-type'] ?? '',
  server: String(headers['server'] ?? '').slice(0, maxHeaderLength),
  body: body.toString('utf8'),
})

const isReset = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNRESET'

function sentenceOf(error: unknown, url: URL, deadlineMs: number): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'AbortError') return new Refusal(`no answer within ${deadlineMs / 1000} s`)
  if ('code' in error && error.code === 'ECONNREFUSED')
    return new Absent(`nothing listens on ${url.host}`)
  if (isReset(error)) return new Refusal(`${url.host} hung up`)
  return error
}
