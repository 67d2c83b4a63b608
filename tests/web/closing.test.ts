import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createWebServer } from '../../src/main/web/server.ts'
import { tempFolder } from '../processes.ts'
import { createFakeCore } from './fake-core.ts'
import { token } from './web-server.ts'

/** Far below the half minute that a farewell without an answer takes. */
const soonMs = 5_000

const startServer = () =>
  createWebServer({
    core: createFakeCore(),
    address: '127.0.0.1',
    port: 0,
    keys: [{ token, scopes: new Set(['read']) }],
    rendererDir: tempFolder(),
  })

/** A connection on which only this is said, and which its client never ends. */
async function holdOpen(port: number, text: string): Promise<{ heard(): string }> {
  let heard = ''
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  socket.setEncoding('utf8').on('data', (piece: string) => {
    heard += piece
  })
  await new Promise<void>((resolve) => {
    socket.write(text, () => resolve())
  })
  return { heard: () => heard }
}

const lines = (...texts: readonly string[]): string => `${texts.join('\r\n')}\r\n\r\n`

describe('the server ends soon, whoever still holds a connection', () => {
  test('a page that is frozen', async () => {
    const server = await startServer()
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws`)
    onTestFinished(() => socket.terminate())
    socket.on('error', () => undefined)
    await new Promise((resolve) => {
      socket.on('open', resolve)
    })
    socket.pause()
    const started = performance.now()
    await server.close()
    expect(performance.now() - started).toBeLessThan(soonMs)
  })

  test('an upgrade that was refused', async () => {
    const server = await startServer()
    const upgrade = lines(
      'GET /ws HTTP/1.1',
      'Host: evil.example',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    )
    const { heard } = await holdOpen(server.port, upgrade)
    await expect.poll(heard, { timeout: soonMs }).toMatch(/^HTTP\/1\.1 403 /)
    const started = performance.now()
    await server.close()
    expect(performance.now() - started).toBeLessThan(soonMs)
  })

  test('a request that was said in part, and one that is kept alive', async () => {
    const server = await startServer()
    await holdOpen(server.port, 'GET / HTTP/1.1\r\nHost:')
    const whole = lines('GET /metrics HTTP/1.1', `Host: 127.0.0.1:${server.port}`)
    const { heard } = await holdOpen(server.port, whole)
    await expect.poll(heard, { timeout: soonMs }).toMatch(/^HTTP\/1\.1 401 /)
    const started = performance.now()
    await server.close()
    expect(performance.now() - started).toBeLessThan(soonMs)
  })
})
