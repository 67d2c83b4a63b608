import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { askServer } from '../http-server.ts'
import { bearer, page, secretBeside, startWeb, token } from '../web/web-server.ts'
import { exchange, openRaw, statusesIn } from './raw.ts'
import { startWebIn, webFolder } from './web-folder.ts'

const auth = `Authorization: Bearer ${token}`
const body = '{"name":"snapshot","input":null}'

/** The head of a request to our API, by bytes that no client would send. */
const headOf = (port: number, ...lines: readonly string[]): string =>
  [
    'POST /api/request HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    auth,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n')

const inner = (port: number): string =>
  `GET /api/snapshot HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${auth}\r\n\r\n`

test.each([
  [
    'a length and chunks',
    (port: number) =>
      headOf(port, 'Content-Length: 6', 'Transfer-Encoding: chunked') + `0\r\n\r\n${inner(port)}`,
  ],
  ['two lengths', (port: number) => headOf(port, 'Content-Length: 32', 'Content-Length: 5') + body],
  ['a length with a sign', (port: number) => headOf(port, 'Content-Length: +32') + body],
  [
    'chunks that are not the last coding',
    (port: number) =>
      headOf(port, 'Transfer-Encoding: chunked, identity') + `0\r\n\r\n${inner(port)}`,
  ],
  [
    'a header over two lines',
    (port: number) => headOf(port, 'Content-Length: 32', 'X-One: a', ' b') + body,
  ],
  ['a space before the colon', (port: number) => headOf(port, 'Content-Length : 32') + body],
  [
    'a chunk whose size is no number',
    (port: number) => headOf(port, 'Transfer-Encoding: chunked') + `zz\r\n${inner(port)}`,
  ],
  [
    'a bare line feed between headers',
    (port: number) => `GET /api/snapshot HTTP/1.1\nHost: 127.0.0.1:${port}\n${auth}\n\n`,
  ],
  ['the beginning of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  [
    'the beginning of TLS',
    () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  ],
])(
  'what two servers would read as two requests is none, and ends the connection: %s',
  async (_, text) => {
    const port = await startWeb()
    const heard = await exchange(port, Buffer.from(text(port), 'latin1'))
    expect(statusesIn(heard)).toEqual([400])
    expect(heard).not.toContain('headroom/snapshot')
  },
)

test('of requests in one piece each needs its own token, and each is answered by itself', async () => {
  const port = await startWeb()
  const host = `Host: 127.0.0.1:${port}`
  const heard = await exchange(
    port,
    [
      `GET /api/snapshot HTTP/1.1\r\n${host}\r\n${auth}\r\n\r\n`,
      `GET /api/snapshot HTTP/1.1\r\n${host}\r\n\r\n`,
      `GET /api/snapshot HTTP/1.1\r\nHost: evil.example\r\n${auth}\r\n\r\n`,
      `GET /api/snapshot HTTP/1.1\r\n${host}\r\n${auth}\r\n\r\n`,
    ].join(''),
    4,
  )
  expect(statusesIn(heard)).toEqual([200, 401, 403, 200])
})

test('of two Host headers neither is believed, in whatever order they stand', async () => {
  const port = await startWeb()
  const own = `Host: 127.0.0.1:${port}`
  const foreign = 'Host: evil.example'
  for (const hosts of [
    [own, foreign],
    [foreign, own],
    [own, own],
  ]) {
    const head = ['GET /api/snapshot HTTP/1.1', ...hosts, auth, 'Connection: close', '', '']
    expect(statusesIn(await exchange(port, head.join('\r\n')))).toEqual([403])
  }
})

test.each([
  'GET http://evil.example/index.html HTTP/1.1',
  'GET http://evil.example/../secret.txt HTTP/1.1',
  'GET //evil.example/%2e%2e/secret.txt HTTP/1.1',
  'GET file:///etc/passwd HTTP/1.1',
  'GET \\..\\secret.txt HTTP/1.1',
  'GET /%2e%2e%5csecret.txt HTTP/1.1',
  'GET /..%255c..%255csecret.txt HTTP/1.1',
  'GET /assets/..;/..;/secret.txt HTTP/1.1',
  'GET /%u002e%u002e/secret.txt HTTP/1.1',
  'GET /\u00c0\u00ae\u00c0\u00ae/secret.txt HTTP/1.1',
  'CONNECT evil.example:80 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'TRACE / HTTP/1.1',
])(
  'a request line that asks for something else gets nothing, and leads nowhere: %s',
  async (line) => {
    const port = await startWeb()
    const text = `${line}\r\nHost: 127.0.0.1:${port}\r\nX-Mine: echo-me\r\nConnection: close\r\n\r\n`
    const heard = await exchange(port, Buffer.from(text, 'latin1'))
    expect(statusesIn(heard).every((status) => [400, 403, 404].includes(status))).toBe(true)
    for (const leaked of [secretBeside, 'root:', page, 'echo-me', 'Location:', 'location:'])
      expect(heard).not.toContain(leaked)
  },
)

test('a link in the folder of the page leads to nothing outside of it', async () => {
  const folder = webFolder()
  symlinkSync(`${folder}/secret.txt`, `${folder}/renderer/link.txt`)
  symlinkSync(folder, `${folder}/renderer/up`)
  symlinkSync('/etc', `${folder}/renderer/etc`)
  const port = await startWebIn(folder)
  expect((await askServer(port, { path: '/' })).status).toBe(200)
  for (const path of ['/link.txt', '/up/secret.txt', '/etc/passwd', '/up/renderer/link.txt']) {
    const answer = await askServer(port, { path })
    expect([path, answer.status]).toEqual([path, 404])
    expect(answer.body).not.toContain(secretBeside)
  }
})

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=snooze'],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
  [
    'a form of plain text',
    { 'content-type': 'text/plain' },
    '{"name":"snooze","input":null,"a":"=b"}',
  ],
  ['a beacon', { 'content-type': 'text/plain;charset=UTF-8' }, '{"name":"snooze"}'],
  ['JSON, allowed without asking', { 'content-type': 'application/json' }, '{"name":"snooze"}'],
])('a request that any page may make a browser send does nothing: %s', async (_, headers, body) => {
  const port = await startWeb(undefined, ['read', 'act'])
  const request = { path: '/api/request', method: 'POST', body } as const
  const asForeign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }
  expect(
    (await askServer(port, { ...request, headers: { ...headers, ...asForeign } })).status,
  ).toBe(403)
  // an old browser that says nothing of its page: there is no cookie that it could send along
  expect((await askServer(port, { ...request, headers })).status).toBe(401)
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  }
  const preflight = await askServer(port, {
    path: '/api/request',
    method: 'OPTIONS',
    headers: { ...asForeign, ...asked },
  })
  expect(
    Object.keys(preflight.headers).filter((name) => name.startsWith('access-control')),
  ).toEqual([])
})

test('what is said in a request stands in no header of the answer', async () => {
  const port = await startWeb()
  for (const path of [
    '/%0d%0aX-Evil:%201',
    '/x?%0d%0aSet-Cookie:%20a=b',
    '/assets?next=//evil.example',
    '/assets',
  ]) {
    const { status, headers } = await askServer(port, { path })
    expect(JSON.stringify(headers)).not.toMatch(/evil|a=b/i)
    expect(status).not.toBe(302)
    expect(headers).not.toHaveProperty('location')
  }
  const { body: said, headers } = await askServer(port, {
    path: '/api/request',
    method: 'POST',
    headers: { ...bearer, 'content-type': 'text/<img src=x onerror=alert(1)>' },
    body: '{}',
  })
  expect(headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json/),
    'x-content-type-options': 'nosniff',
  })
  expect(JSON.parse(said)).toMatchObject({ kind: 'refused' })
})

test.each([
  ['one header without end', `X-Long: ${'a'.repeat(40_000)}`],
  ['three thousand headers', Array.from({ length: 3_000 }, (_, at) => `X-${at}: b`).join('\r\n')],
])('headers beyond what any client sends are refused unread: %s', async (_, lines) => {
  const port = await startWeb()
  const heard = await exchange(
    port,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines}\r\n\r\n`,
  )
  expect(statusesIn(heard)).toEqual([431])
})

test('a body is refused by its announced length before any of it is read, and by its real one', async () => {
  const port = await startWeb()
  expect(statusesIn(await exchange(port, headOf(port, 'Content-Length: 99999999'), 1))).toEqual([
    413,
  ])
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
  const raw = await openRaw(port)
  raw.say(headOf(port, 'Transfer-Encoding: chunked') + chunk.repeat(20))
  await raw.closed
  expect(statusesIn(raw.heard())).toEqual([413])
})

test('a body that is said to be compressed is not unpacked', async () => {
  const { gzipSync } = await import('node:zlib')
  const bomb = gzipSync(Buffer.alloc(30_000_000, ' '))
  const port = await startWeb()
  const head = headOf(port, 'Content-Encoding: gzip', `Content-Length: ${bomb.length}`)
  const heard = await exchange(port, Buffer.concat([Buffer.from(head), bomb]), 1)
  expect(statusesIn(heard)).toEqual([400])
})

test.each([
  '{"name":"snapshot","__proto__":{"input":1}}',
  '{"name":"snapshot","constructor":{"prototype":{"isAdmin":true}}}',
  '{"name":"snapshot","input":{"__proto__":{"isAdmin":true}}}',
  '{"name":"fit","input":{"constructor":{"prototype":{"isAdmin":true}}}}',
])('JSON that would change every object is refused, and changes none: %s', async (body) => {
  const port = await startWeb()
  const headers = { ...bearer, 'content-type': 'application/json' }
  const answer = await askServer(port, { path: '/api/request', method: 'POST', headers, body })
  expect(answer.status).toBe(400)
  expect({}).not.toHaveProperty('isAdmin')
})

test('JSON as deep as a body can hold is refused, and the next request is answered', async () => {
  const port = await startWeb()
  const headers = { ...bearer, 'content-type': 'application/json' }
  const deep = `{"name":"fit","input":${'['.repeat(32_000)}${']'.repeat(32_000)}}`
  const request = { path: '/api/request', method: 'POST', headers } as const
  expect((await askServer(port, { ...request, body: deep })).status).toBe(400)
  expect((await askServer(port, { ...request, body })).status).toBe(200)
})
