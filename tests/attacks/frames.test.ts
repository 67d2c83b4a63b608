import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createFakeCore, nothingKnown } from '../web/fake-core.ts'
import { openSocket } from '../web/socket.ts'
import { startWeb, token } from '../web/web-server.ts'
import { until } from '../processes.ts'
import { openRaw, statusesIn, type Raw } from './raw.ts'

const text = 1
const binary = 2
const goesOn = 0
const ping = 9

interface Frame {
  readonly kind: number
  readonly bytes: Uint8Array
  readonly isLast?: boolean
  readonly isMasked?: boolean
}

/** RFC 6455 §5.2, with a mask of zeros. */
function frameOf({ kind, bytes, isLast = true, isMasked = true }: Frame): Buffer {
  const first = (isLast ? 0x80 : 0) | kind
  const mask = isMasked ? 0x80 : 0
  const head =
    bytes.length < 126
      ? [first, mask | bytes.length]
      : [first, mask | 126, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from(head), Buffer.alloc(isMasked ? 4 : 0), bytes])
}

/** A connection that has become a WebSocket, whose frames the test makes. */
async function openFrames(port: number): Promise<Raw> {
  const raw = await openRaw(port)
  raw.say(
    [
      'GET /ws HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '',
      '',
    ].join('\r\n'),
  )
  await until('it is a WebSocket', () => (statusesIn(raw.heard())[0] === 101 ? true : null))
  return raw
}

const said = Buffer.from(JSON.stringify({ kind: 'token', token }))

test('no compression is agreed on: nothing that is sent can grow', async () => {
  const port = await startWeb()
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: true })
  await new Promise((resolve) => socket.once('open', resolve))
  expect(socket.extensions).toBe('')
  socket.terminate()
})

test.each<[string, Buffer]>([
  ['one that is too large', frameOf({ kind: text, bytes: Buffer.alloc(20_000, ' ') })],
  [
    'one that announces exabytes',
    Buffer.from([0x81, 0xff, 0x7f, ...Array.from({ length: 11 }, () => 0xff)]),
  ],
  [
    'one that announces a gigabyte and sends none',
    Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]),
  ],
  [
    'pieces that are too large together',
    Buffer.concat(
      Array.from({ length: 5 }, (_, at) =>
        frameOf({ kind: at === 0 ? text : goesOn, bytes: Buffer.alloc(4_000, ' '), isLast: false }),
      ),
    ),
  ],
  [
    'empty pieces without end',
    Buffer.concat(
      Array.from({ length: 20_000 }, (_, at) =>
        frameOf({ kind: at === 0 ? text : goesOn, bytes: Buffer.alloc(0), isLast: false }),
      ),
    ),
  ],
  ['one without a mask', frameOf({ kind: text, bytes: said, isMasked: false })],
  ['one of a reserved kind', frameOf({ kind: 3, bytes: said })],
  ['one that says it is compressed', frameOf({ kind: text | 0x40, bytes: said })],
  ['a text that is no UTF-8', frameOf({ kind: text, bytes: Buffer.from([0xc0, 0xae, 0xff]) })],
  ['a ping in pieces', frameOf({ kind: ping, bytes: Buffer.alloc(1), isLast: false })],
])('a frame that no client of ours sends ends the connection: %s', async (_, bytes) => {
  const raw = await openFrames(await startWeb())
  raw.say(bytes)
  await raw.closed
  expect(raw.heard()).not.toContain('"view"')
})

test('a token in pieces, or as bytes, is one all the same; what comes with it is bounded', async () => {
  const port = await startWeb()
  const inPieces = await openFrames(port)
  const middle = Math.floor(said.length / 2)
  inPieces.say(frameOf({ kind: text, bytes: said.subarray(0, middle), isLast: false }))
  inPieces.say(frameOf({ kind: goesOn, bytes: said.subarray(middle) }))
  await until('its view', () => (inPieces.heard().includes('"view"') ? true : null))
  const asBytes = await openFrames(port)
  asBytes.say(frameOf({ kind: binary, bytes: said }))
  await until('its view', () => (asBytes.heard().includes('"view"') ? true : null))
})

test('whoever pings without end and reads nothing is sent away', async () => {
  const raw = await openFrames(await startWeb())
  raw.socket.pause()
  const many = Buffer.concat(
    Array.from({ length: 500 }, () => frameOf({ kind: ping, bytes: Buffer.alloc(125) })),
  )
  await until('it is sent away', async () => {
    if (raw.isClosed()) return true
    if (raw.socket.writableLength < 1e6) raw.say(many)
    return null
  })
})

test('whoever has said its token and reads no more is sent away', async () => {
  const core = createFakeCore()
  const port = await startWeb(core)
  const raw = await openFrames(port)
  raw.say(frameOf({ kind: text, bytes: said }))
  await until('it looks', () => (core.lookers() === 1 ? true : null))
  raw.socket.pause()
  const large = { ...nothingKnown, alerts: [], apps: [], trail: { points: [], marks: [] } }
  let atMs = 2
  await until('nobody looks', () => {
    if (core.lookers() === 0) return true
    for (let count = 0; count < 200; count++)
      core.push({ ...large, atMs: atMs++, sources: bigSources })
    return null
  })
})

const bigSources: typeof nothingKnown.sources = Array.from({ length: 50 }, (_, at) => ({
  id: 'memory',
  title: `${at} ${'x'.repeat(1_000)}`,
  kind: 'ok',
  reason: null,
  ageMs: 0,
  isStale: false,
  tookMs: 1,
  everyMs: 1_000,
}))

test('what is said before the token is never a request', async () => {
  const core = createFakeCore()
  const socket = await openSocket(await startWeb(core, ['read', 'act']))
  socket.say({ kind: 'request', id: 1, name: 'snapshot', input: null })
  socket.say({ kind: 'token', token })
  expect((await socket.closed).code).toBe(4401)
  expect(socket.heard()).toEqual([])
  expect(core.lookers()).toBe(0)
})

test.each([
  ['{"kind":"token","token":{"length":43}}'],
  ['{"kind":"token","token":["the-token-of-this-test"]}'],
  ['{"kind":"token","__proto__":{"token":"the-token-of-this-test"}}'],
  ['{"__proto__":{"kind":"token","token":"the-token-of-this-test"}}'],
  [`"${'['.repeat(8_000)}"`],
  ['['.repeat(16_000)],
  ['null'],
])('a first message of another form opens nothing: %s', async (message) => {
  const socket = await openSocket(await startWeb())
  socket.say(message)
  expect((await socket.closed).code).toBe(4401)
})
