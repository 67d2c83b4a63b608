import { connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { limitConnections } from '../../src/main/web/connection-limit.ts'
import { otherAddress } from '../other-address.ts'
import { until } from '../processes.ts'

/** A server that says nothing and ends nothing by itself. */
async function startSilent(): Promise<number> {
  const held = new Set<Socket>()
  const server = createServer((socket) => {
    held.add(socket)
    socket.on('error', () => undefined)
  })
  limitConnections(server)
  onTestFinished(() => {
    held.forEach((socket) => socket.destroy())
    server.close()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '0.0.0.0', resolve)
  })
  const address = server.address()
  return address === null || typeof address === 'string' ? 0 : address.port
}

function open(host: string, port: number, onEnd: () => void): Socket {
  const socket = connect({ host, port })
  socket.on('error', () => undefined)
  socket.on('close', onEnd)
  onTestFinished(() => void socket.destroy())
  return socket
}

test('one machine holds so many connections and no more; this machine is let in all the same', async () => {
  const port = await startSilent()
  let ended = 0
  const sockets = Array.from({ length: 60 }, () => open(otherAddress(), port, () => ended++))
  await until('those beyond the bound are ended', () => (ended >= 12 ? true : null))

  let endedHere = 0
  const here = Array.from({ length: 60 }, () => open('127.0.0.1', port, () => endedHere++))
  await until('all of this machine are in', () =>
    here.every(({ readyState }) => readyState === 'open') ? true : null,
  )
  expect([ended, endedHere]).toEqual([12, 0])

  sockets.forEach((socket) => socket.destroy())
  await until('their places are free', () => (ended === 60 ? true : null))
  let isEnded = false
  const later = open(otherAddress(), port, () => {
    isEnded = true
  })
  await until('it is let in', () => (later.readyState === 'open' ? true : null))
  expect(isEnded).toBe(false)
})
