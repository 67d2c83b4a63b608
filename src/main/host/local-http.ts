import { request } from 'node:http'
import { Refusal } from './attempt.ts'
import type { HttpAnswer, HttpQuestion } from './host.ts'

const defaultDeadlineMs = 2_000
const defaultMaxBytes = 2 * 2 ** 20

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/** One request to a server on this machine: no redirect is followed, no connection kept, no cookie known. */
export function askHttp(question: HttpQuestion): Promise<HttpAnswer> {
  const url = new URL(question.url)
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) {
    throw new Refusal(`${url.host} is not on this machine`)
  }
  const deadlineMs = question.deadlineMs ?? defaultDeadlineMs
  const maxBytes = question.maxBytes ?? defaultMaxBytes
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(sentenceOf(error, url, deadlineMs))
    const sent = request(
      url,
      {
        method: question.method ?? 'GET',
        headers: question.headers ?? {},
        agent: false,
        signal: AbortSignal.timeout(deadlineMs),
      },
      (answer) => {
        const pieces: Buffer[] = []
        let total = 0
        answer.on('data', (piece: Buffer) => {
          pieces.push(piece)
          total += piece.length
          if (total > maxBytes)
            sent.destroy(new Refusal(`an answer of more than ${maxBytes} bytes`))
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            contentType: answer.headers['content-type'] ?? '',
            body: Buffer.concat(pieces).toString('utf8'),
          }),
        )
        answer.on('error', fail)
      },
    )
    sent.on('error', fail)
    sent.end(question.body)
  })
}

function sentenceOf(error: Error, url: URL, deadlineMs: number): Error {
  if (error.name === 'AbortError') return new Refusal(`no answer within ${deadlineMs / 1000} s`)
  if ('code' in error && error.code === 'ECONNREFUSED')
    return new Refusal(`nothing listens on ${url.host}`)
  if ('code' in error && error.code === 'ECONNRESET') return new Refusal(`${url.host} hung up`)
  return error
}
