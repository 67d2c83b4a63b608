import { describe, expect, test } from 'vitest'
import { askServer } from '../http-server.ts'
import { snapshotAt } from './fake-core.ts'
import { openSocket } from './socket.ts'
import { bearer, metricsToken, startWeb, token } from './web-server.ts'

const request = { path: '/api/request', method: 'POST' } as const
const asked = { 'content-type': 'application/json' }
const body = '{"name":"snapshot","input":null}'

const guarded = [
  { path: '/api/snapshot' },
  { ...request, headers: asked, body },
  { path: '/metrics' },
] as const
const all = [...guarded, { path: '/' }, { path: '/assets/index.js' }, { path: '/no/such/page' }]

describe('without the token nothing is told', () => {
  test.each([
    ['no token', {}],
    ['a wrong one', { authorization: 'Bearer the-token-of-this-tesT' }],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['the right one in another scheme', { authorization: `Basic ${token}` }],
    ['the right one in a cookie', { cookie: `token=${token}` }],
  ])('%s', async (_, headers) => {
    const port = await startWeb()
    for (const route of guarded) {
      const answer = await askServer(port, { ...route, headers: { ...asked, ...headers } })
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toBe('Bearer')
      const reason = 'the token is missing or wrong'
      expect(JSON.parse(answer.body)).toEqual({ kind: 'refused', reason })
    }
  })

  test('nor where it stands in the address', async () => {
    const port = await startWeb()
    const answer = await askServer(port, { path: `/api/snapshot?token=${token}` })
    expect(answer.status).toBe(401)
  })
})

describe('with the token', () => {
  test('the Snapshot is told', async () => {
    const answer = await askServer(await startWeb(), { path: '/api/snapshot', headers: bearer })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual(snapshotAt(1))
  })

  test('a program needs no Origin, our own page has ours', async () => {
    const port = await startWeb()
    for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST']) {
      const host = `${name}:${port}`
      const headers = { ...bearer, host, origin: `http://${host}` }
      expect((await askServer(port, { path: '/api/snapshot', headers })).status).toBe(200)
    }
  })
})

describe('with the token of a collector', () => {
  const headers = { authorization: `Bearer ${metricsToken}` }

  test('the metrics are told, and nothing else', async () => {
    const port = await startWeb()
    expect((await askServer(port, { path: '/metrics', headers })).status).toBe(200)
    for (const route of guarded.filter(({ path }) => path !== '/metrics')) {
      const answer = await askServer(port, { ...route, headers: { ...asked, ...headers } })
      expect(answer.status).toBe(403)
      const reason = 'this token does not open this'
      expect(JSON.parse(answer.body)).toEqual({ kind: 'refused', reason })
    }
  })

  test('no live connection is opened', async () => {
    const socket = await openSocket(await startWeb())
    socket.say({ kind: 'token', token: metricsToken })
    expect(await socket.closed).toEqual({ code: 4403, reason: 'this token opens other things' })
    expect(socket.heard()).toEqual([])
  })
})

const foreign = (port: number): readonly Readonly<Record<string, string>>[] => [
  { host: `evil.example:${port}` },
  { host: 'evil.example' },
  { host: '127.0.0.1' },
  { host: `127.0.0.1:${port + 1}` },
  { host: `127.0.0.1.evil.example:${port}` },
  { host: `localhost:${port}.evil.example` },
  { origin: 'http://evil.example' },
  { origin: `http://evil.example:${port}` },
  { origin: `https://127.0.0.1:${port}` },
  { origin: 'http://127.0.0.1:1' },
  { origin: 'null' },
  { origin: '' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
]

describe('whoever comes by a foreign name, or from a foreign page, is refused', () => {
  test('on every route, with the token in hand', async () => {
    const port = await startWeb()
    for (const headers of foreign(port)) {
      for (const route of all) {
        const answer = await askServer(port, {
          ...route,
          headers: { ...asked, ...bearer, ...headers },
        })
        expect([headers, route.path, answer.status]).toEqual([headers, route.path, 403])
        expect(JSON.parse(answer.body)).toMatchObject({ kind: 'refused' })
      }
    }
  })

  test('but a link in another page may open ours', async () => {
    const port = await startWeb()
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
    expect((await askServer(port, { path: '/', headers })).status).toBe(200)
    expect((await askServer(port, { path: '/api/snapshot', headers })).status).toBe(401)
  })

  test('at the WebSocket, before it opens', async () => {
    const port = await startWeb()
    for (const headers of foreign(port)) {
      await expect(openSocket(port, headers)).rejects.toThrow('403')
    }
  })
})

test('requests of foreign pages do not use up what our own may ask', async () => {
  const port = await startWeb()
  const headers = { 'sec-fetch-site': 'cross-site' }
  for (let asked = 0; asked < 1_300; asked++) await askServer(port, { path: '/', headers })
  expect((await askServer(port, { path: '/api/snapshot', headers: bearer })).status).toBe(200)
})
