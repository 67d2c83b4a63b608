import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { askHttp } from '../../src/main/host/local-http.ts'
import { startHttpServer } from '../http-server.ts'
import { byRoute, ok, type FakeKind } from '../servers/answering.ts'
import { watchServers } from '../servers/composed-world.ts'
import { startFake } from '../servers/fake-server.ts'
import { openRawServer } from './raw-server.ts'

test('an answer that is said to be compressed is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
  const port = await startHttpServer(({ headers }, reply) => {
    expect(headers).not.toHaveProperty('accept-encoding')
    reply.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  const { body } = await askHttp({ kind: 'http', url: `http://127.0.0.1:${port}/` })
  expect(body.length).toBeLessThanOrEqual(bomb.length)
})

test.each([
  ['headers without end', 'HTTP/1.1 200 OK\r\n', 'X-One: two\r\n'],
  ['a header without end', 'HTTP/1.1 200 OK\r\nX-One: ', 'x'.repeat(1_000)],
  [
    'answers before the answer, without end',
    '',
    'HTTP/1.1 103 Early Hints\r\nLink: </>; rel=preload\r\n\r\n',
  ],
  [
    'chunks without end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    `400\r\n${'x'.repeat(1_024)}\r\n`,
  ],
  [
    'a length that is never reached',
    'HTTP/1.1 200 OK\r\nContent-Length: 9007199254740993\r\n\r\n',
    'x'.repeat(1_024),
  ],
])('an answer without end is given up, whatever has none: %s', async (_, first, again) => {
  const server = await openRawServer(first, again)
  const asked = askHttp({
    kind: 'http',
    url: `http://127.0.0.1:${server.port}/`,
    deadlineMs: 1_000,
  })
  await expect(asked).rejects.toThrow()
  expect(server.saidBytes()).toBeLessThan(2 ** 28)
})

/** An Ollama that answers this where it is asked what is loaded. */
const ollamaThatSays = (answer: unknown): FakeKind => ({
  answer: byRoute({
    'GET /': () => ok('Ollama is running'),
    'GET /api/version': () => ok({ version: '0.32.15' }),
    'GET /api/ps': () => ok(answer),
  }),
})

const loaded = { size: 1, size_vram: 1, expires_at: '2026-11-21T13:00:00Z', details: {} }

test.each<[string, unknown, number]>([
  [
    'thousands of models',
    {
      models: Array.from({ length: 9_000 }, (_, at) => ({
        ...loaded,
        name: `m${at}`,
        model: `m${at}`,
      })),
    },
    1_000,
  ],
  [
    'a name of half a megabyte',
    { models: [{ ...loaded, name: 'n'.repeat(500_000), model: 'n' }] },
    1,
  ],
  ['depth without end', `{"models":${'['.repeat(250_000)}${']'.repeat(250_000)}}`, 1],
  [
    'names of every object',
    JSON.stringify({ models: [{ ...loaded, name: '__proto__', model: 'constructor' }] }).replace(
      '"details":{}',
      '"details":{},"__proto__":{"isAdmin":true}',
    ),
    1,
  ],
  [
    'sizes beyond every machine',
    { models: [{ ...loaded, name: 'm', size: 1e300, size_vram: -5 }] },
    1,
  ],
  ['no models but texts', { models: ['m', null, 7, [], { name: { toString: 'm' } }] }, 1],
])(
  'a server that says anything of its models is bounded, and believed in nothing but its form: %s',
  async (_, answer, most) => {
    const fake = await startFake(ollamaThatSays(answer))
    const { run, tick } = watchServers()
    run({ pid: 100, command: 'ollama serve', ports: [fake.port] })
    const { models, servers } = await tick(0)
    expect(servers).toHaveLength(1)
    expect(models.length).toBeLessThanOrEqual(most)
    for (const { name, memory } of models) {
      expect(name.length).toBeLessThanOrEqual(200)
      const { total } = memory
      if (total !== null) expect(total.bytes >= 0 && total.bytes <= 2 ** 46).toBe(true)
    }
    expect({}).not.toHaveProperty('isAdmin')
  },
)
