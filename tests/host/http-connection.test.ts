import { connect, createServer, type Server } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HttpQuestion } from '../../src/main/host/host.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Reading } from '../../src/shared/reading.ts'
import { startChild } from '../processes.ts'
import { localHost } from './local-host.ts'

const ask = (question: Omit<HttpQuestion, 'kind'>): Promise<Reading<string>> =>
  localHost().ask({ kind: 'http', ...question })

const okText = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n'

/** A server that resets its first connections: before it answers, or within. Answers with its port and a count of them. */
async function startResettingServer(
  resetCount: number,
  { host = '127.0.0.1', before = '' } = {},
): Promise<{ readonly port: number; readonly connections: () => number }> {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    const isReset = connections <= resetCount
    socket.on('error', () => undefined)
    socket.once('data', () => {
      if (!isReset) socket.end(`${okText}ok`)
      else if (before === '') socket.resetAndDestroy()
      else socket.write(before, () => setTimeout(() => socket.resetAndDestroy(), 50))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve)
  })
  onTestFinished(() => void server.close())
  return { port: portOf(server), connections: () => connections }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return address.port
}

describe('a connection that is reset', () => {
  test.each([
    ['before the answer', ''],
    ['within the answer', `${okText}o`],
  ])('%s is made once more', async (_, before) => {
    const { port, connections } = await startResettingServer(1, { before })
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    expect(reading.kind === 'ok' ? jsonIn(reading.value) : reading).toMatchObject({ body: 'ok' })
    expect(connections()).toBe(2)
  })

  test('is made no third time', async () => {
    const { port, connections } = await startResettingServer(2)
    const reading = await ask({ url: `http://127.0.0.1:${port}/` })
    const reason = `127.0.0.1:${port} hung up`
    expect(reading).toMatchObject({ kind: 'failed', reason })
    expect(connections()).toBe(2)
  })

  test.each(['POST', 'DELETE'] as const)('is not made again to %s', async (method) => {
    const { port, connections } = await startResettingServer(1)
    const reading = await ask({ url: `http://127.0.0.1:${port}/`, method, body: '{}' })
    expect(reading).toMatchObject({ kind: 'failed', reason: `127.0.0.1:${port} hung up` })
    expect(connections()).toBe(1)
  })

  test('is made once more to ::1 too', async () => {
    const { port, connections } = await startResettingServer(1, { host: '::1' })
    const reading = await ask({ url: `http://[::1]:${port}/` })
    expect(reading.kind === 'ok' ? jsonIn(reading.value) : reading).toMatchObject({ body: 'ok' })
    expect(connections()).toBe(2)
  })
})

/** Listens with room for two connections, and never takes one. */
const deafProgram = `
  const server = require('node:net').createServer()
  server.listen(0, '127.0.0.1', 1, () => {
    require('node:fs').writeSync(1, server.address().port + '\\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })
`

/** Takes all the room that there is for connections: the next one is not answered by anybody. */
async function fill(port: number): Promise<void> {
  for (let count = 0; count < 20; count++) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    const isConnected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      setTimeout(() => resolve(false), 300)
    })
    if (!isConnected) return
  }
  throw new Error('there is room for any number of connections')
}

test('a server that takes no connection is given up after half a second', async () => {
  const child = startChild([process.execPath, '-e', deafProgram])
  const port = Number(await child.printed(/^(\d+)\n/))
  await fill(port)
  const reading = await ask({ url: `http://127.0.0.1:${port}/`, deadlineMs: 10_000 })
  expect(reading).toMatchObject({ kind: 'failed', reason: 'no connection within 0.5 s' })
})
