import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server that says `first` to whoever connects, and then the same again for as long as anybody listens. */
export async function openRawServer(
  first: string,
  again: string,
): Promise<{ readonly port: number; readonly saidBytes: () => number }> {
  const sockets = new Set<Socket>()
  const piece = again.repeat(Math.ceil(16_384 / again.length))
  let saidBytes = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    const goOn = (): void => {
      while (!socket.destroyed) {
        saidBytes += piece.length
        if (!socket.write(piece)) return
      }
    }
    socket.on('error', () => undefined) // ECONNRESET, EPIPE: nobody listens any more
    socket.on('drain', goOn)
    socket.once('data', () => {
      socket.write(first)
      goOn()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return { port: address.port, saidBytes: () => saidBytes }
}
