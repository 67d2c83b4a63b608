import { describe, expect, test } from 'vitest'
import type { HttpQuestion } from '../../src/main/host/host.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Reading } from '../../src/shared/reading.ts'
import { freePort, startHttpServer } from '../http-server.ts'
import { localHost } from './local-host.ts'

const ask = (question: Omit<HttpQuestion, 'kind'>): Promise<Reading<string>> =>
  localHost().ask({ kind: 'http', ...question })
const answerIn = (reading: Reading<string>): unknown =>
  reading.kind === 'ok' ? jsonIn(reading.value) : reading

describe('a request to a server on this machine', () => {
  test('answers with status, kind, server and body', async () => {
    const port = await startHttpServer((_, reply) => {
      const headers = { 'content-type': 'application/json', server: 'llama.cpp' }
      reply.writeHead(503, headers).end('{"error":"loading ä"}')
    })
    const answer = answerIn(await ask({ url: `http://localhost:${port}/health` }))
    const body = '{"error":"loading ä"}'
    const contentType = 'application/json'
    expect(answer).toEqual({ status: 503, contentType, server: 'llama.cpp', body })
  })

  test('names no server where the answer names none, and of a long name the beginning', async () => {
    const port = await startHttpServer(({ url }, reply) => {
      if (url === '/long') reply.setHeader('server', `mlx_vlm/${'9'.repeat(1_000)}`)
      reply.end()
    })
    expect(answerIn(await ask({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({ server: '' })
    const long = answerIn(await ask({ url: `http://127.0.0.1:${port}/long` }))
    expect(long).toMatchObject({ server: `mlx_vlm/${'9'.repeat(192)}` })
  })

  test('says where it goes, and neither where it comes from nor who asks', async () => {
    const port = await startHttpServer(({ headers }, reply) => {
      reply.end(JSON.stringify([headers.host, headers.origin, headers.cookie, headers.referer]))
    })
    expect(answerIn(await ask({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
      body: JSON.stringify([`127.0.0.1:${port}`, null, null, null]),
    })
  })

  test('carries its method, headers and body', async () => {
    const port = await startHttpServer((request, reply) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        reply.end(`${request.method} ${request.url} ${request.headers['x-test']} ${text}`)
      })
    })
    const answer = answerIn(
      await ask({
        url: `http://127.0.0.1:${port}/api/generate?x=1`,
        method: 'POST',
        headers: { 'x-test': 'yes' },
        body: '{"keep_alive":0}',
      }),
    )
    expect(answer).toMatchObject({ body: 'POST /api/generate?x=1 yes {"keep_alive":0}' })
  })

  test('does not follow a redirect: it is the answer', async () => {
    let asked = 0
    const port = await startHttpServer((_, reply) => {
      asked++
      reply.writeHead(302, { location: 'http://example.com/' }).end()
    })
    expect(answerIn(await ask({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({ status: 302 })
    expect(asked).toBe(1)
  })
})

describe('a server that takes its time', () => {
  test('never answering is given up at the deadline', async () => {
    const port = await startHttpServer(() => undefined)
    const reading = await ask({ url: `http://127.0.0.1:${port}/`, deadlineMs: 200 })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'no answer within 0.2 s' })
  })

  test('dripping its answer is given up at the deadline', async () => {
    const port = await startHttpServer((_, reply) => {
      const timer = setInterval(() => reply.write('.'), 20)
      reply.on('close', () => clearInterval(timer))
    })
    const reading = await ask({ url: `http://127.0.0.1:${port}/`, deadlineMs: 300 })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'no answer within 0.3 s' })
  })

  test('giving a byte a second is given up after two seconds, if nobody says how many', async () => {
    const port = await startHttpServer((_, reply) => {
      const timer = setInterval(() => reply.write('.'), 1_000)
      reply.on('close', () => clearInterval(timer))
    })
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'no answer within 2 s' })
  })
})

describe('a server that does not behave', () => {
  test('answering with ten megabytes is refused, if nobody says how many', async () => {
    const port = await startHttpServer((_, reply) => void reply.end('x'.repeat(10_000_000)))
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    const reason = 'an answer of more than 1048576 bytes'
    expect(reading).toMatchObject({ kind: 'failed', reason })
  })

  test('answering without end is cut at the bound', async () => {
    const port = await startHttpServer((_, reply) => {
      const more = (): void => {
        while (reply.write('x'.repeat(10_000)));
      }
      reply.on('drain', more)
      more()
    })
    const reading = await ask({
      url: `http://127.0.0.1:${port}/`,
      maxBytes: 50_000,
      deadlineMs: 15_000,
    })
    const reason = 'an answer of more than 50000 bytes'
    expect(reading).toMatchObject({ kind: 'failed', reason })
  })

  test('hanging up, before its answer or within, says so', async () => {
    const port = await startHttpServer((request, reply) => {
      if (request.url === '/within') reply.write('half')
      setTimeout(() => request.socket.destroy(), 50)
    })
    const reason = `127.0.0.1:${port} hung up`
    const before = await ask({ url: `http://127.0.0.1:${port}/before` })
    expect(before).toMatchObject({ kind: 'failed', reason })
    const within = await ask({ url: `http://127.0.0.1:${port}/within` })
    expect(within).toMatchObject({ kind: 'failed', reason })
  })

  test('not listening says so', async () => {
    const port = await freePort()
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    const reason = `nothing listens on 127.0.0.1:${port}`
    expect(reading).toMatchObject({ kind: 'absent', reason })
  })

  test('is told to its face where it speaks no HTTP', async () => {
    const port = await startHttpServer((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'))
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    expect(reading).toMatchObject({ kind: 'failed', reason: expect.stringContaining('HTTP') })
  })
})

describe('what is not on this machine is not asked', () => {
  test.each([
    'http://example.com/',
    'http://192.168.0.1:11434/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://127.0.0.1@example.com/',
    'http://0.0.0.0:80/',
    'http://[::2]/',
    'http://[::ffff:10.0.0.1]/',
    'https://127.0.0.1/',
    'file:///etc/passwd',
  ])('%s', async (url) => {
    const reading = await ask({ url })
    const reason = expect.stringMatching(/ is not on this machine$/)
    expect(reading).toMatchObject({ kind: 'failed', reason })
  })

  test('what is no address at all fails', async () => {
    expect(await ask({ url: 'no address' })).toMatchObject({ kind: 'failed' })
  })
})
