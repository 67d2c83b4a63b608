import { describe, expect, test } from 'vitest'
import type { Asker, Question } from '../../../src/main/host/host.ts'
import { act, get, type Sender } from '../../../src/main/inference/watch/server-client.ts'
import { askerOf, nameOfQuestion, type Reply } from '../../world.ts'

const http = (status: number, body: string): string =>
  JSON.stringify({ status, contentType: 'application/json', server: 'llama.cpp', body })

function senderTo(reply: Reply, given: Partial<Sender> = {}) {
  const asked: Question[] = []
  const asker: Asker = {
    ask: (question) => {
      asked.push(question)
      return askerOf(new Map([[nameOfQuestion(question), reply]])).ask(question)
    },
  }
  const address = { host: '127.0.0.1', port: 81 }
  return { asked, sender: { asker, address, apiKey: null, nowMs: 5_000, ...given } }
}

describe('a question to a server', () => {
  test('is one bounded GET, and its answer comes as it was', async () => {
    const { sender, asked } = senderTo(http(200, '{"a":1}'))
    const reply = await get(sender, '/backend/monitor?model=a%20b')
    expect(asked).toEqual([
      {
        kind: 'http',
        url: 'http://127.0.0.1:81/backend/monitor?model=a%20b',
        method: 'GET',
        headers: {},
        deadlineMs: 2_000,
        maxBytes: 2 ** 20,
      },
    ])
    expect(reply).toEqual({
      kind: 'answer',
      answer: {
        asked: {
          method: 'GET',
          path: '/backend/monitor',
          query: new Map([['model', 'a b']]),
          sent: undefined,
        },
        status: 200,
        server: 'llama.cpp',
        text: '{"a":1}',
        json: { a: 1 },
        nowMs: 5_000,
      },
    })
  })

  test('has the key of its server in a header and nowhere else', async () => {
    const { sender, asked } = senderTo(http(200, ''), { apiKey: 'k-1' })
    const reply = await get(sender, '/props', 5_000)
    const { url, headers, deadlineMs } = { ...asked[0], ...onlyHttp(asked[0]) }
    expect([url, headers, deadlineMs]).toEqual([
      'http://127.0.0.1:81/props',
      { authorization: 'Bearer k-1' },
      5_000,
    ])
    expect(JSON.stringify(reply)).not.toContain('k-1')
  })
})

describe('a question that comes to nothing', () => {
  test.each(['/unload', '/slots?model=m', '/upstream/m/health', '/v1/chat/completions', '/free'])(
    'that must never be asked is not sent: %s',
    async (path) => {
      const { sender, asked } = senderTo(http(200, ''))
      expect(await get(sender, path)).toEqual({
        kind: 'silent',
        reason: `${path} is never asked`,
      })
      expect(asked).toEqual([])
    },
  )

  test('whose answer is no JSON has its text only', async () => {
    const reply = await get(senderTo(http(200, '<html>')).sender, '/')
    expect(reply).toMatchObject({ answer: { text: '<html>', json: undefined } })
  })

  test.each<[string, Reply, string]>([
    ['nothing listens', { kind: 'absent', reason: 'nothing listens' }, 'refused'],
    ['no answer within 2 s', { kind: 'failed', reason: 'no answer within 2 s' }, 'silent'],
    ['not an answer of HTTP', 'a line of text', 'silent'],
  ])('may come to nothing: %s', async (reason, reply, kind) => {
    expect(await get(senderTo(reply).sender, '/')).toEqual({ kind, reason })
  })
})

describe('an act', () => {
  test('is sent as it stands, and has more time', async () => {
    const { sender, asked } = senderTo(http(200, '{"ok":true}'))
    const body = { model: 'm', keep_alive: 0 }
    await act(sender, { method: 'POST', path: '/api/generate', body })
    expect(asked).toEqual([
      {
        kind: 'http',
        url: 'http://127.0.0.1:81/api/generate',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"model":"m","keep_alive":0}',
        deadlineMs: 30_000,
        maxBytes: 2 ** 20,
      },
    ])
  })

  test('without a body has none', async () => {
    const { sender, asked } = senderTo(http(200, 'OK'))
    const reply = await act(sender, { method: 'DELETE', path: '/instance/I', body: null })
    expect(asked[0]).not.toHaveProperty('body')
    expect(reply).toMatchObject({ answer: { asked: { method: 'DELETE', sent: undefined } } })
  })
})

const onlyHttp = (question: Question | undefined) =>
  question?.kind === 'http' ? question : { url: '', headers: {}, deadlineMs: 0 }
