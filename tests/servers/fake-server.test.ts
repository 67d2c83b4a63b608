import { describe, expect, test } from 'vitest'
import { faultsIn } from './fake-server.ts'

const quiet = { host: '127.0.0.1:81' }
const noted = (request: string, headers: Readonly<Record<string, string>> = quiet, body = '') => ({
  request,
  headers,
  body,
})

describe('what a fake server lets nobody do', () => {
  test.each([
    ['POST /api/generate'],
    ['DELETE /instance/a'],
    ['HEAD /'],
    ['GET /unload'],
    ['GET /slots?model=a'],
    ['GET /upstream/a/health'],
  ])('%s', (request) => {
    expect(faultsIn(noted(request), 81, [])).toEqual([request])
  })

  test('a question with an Origin, a cookie or another Host', () => {
    const headers = { host: 'localhost:81', origin: 'http://a', cookie: 'a=b' }
    expect(faultsIn(noted('GET /', headers), 81, [])).toEqual([
      'GET / to localhost:81',
      'GET / with origin',
      'GET / with cookie',
    ])
  })

  test('but a harmless question, and the act that a test is about', () => {
    expect(faultsIn(noted('GET /api/ps'), 81, [])).toEqual([])
    expect(faultsIn(noted('POST /unload', quiet, '{}'), 81, ['POST /unload'])).toEqual([])
  })
})
