import type { Server } from 'node:net'
import { peerOf } from './peer.ts'

/** A page holds a handful, a collector one; behind one address there may be several people. */
const mostOfOne = 48
/** Of all other machines together; this machine is always let in. */
const mostFromElsewhere = 256

/** Counts connections before TLS has begun on them: one that never shakes hands takes a place as well. */
export function limitConnections(server: Server): void {
  const open = new Map<string, number>()
  let total = 0
  server.on('connection', (socket) => {
    const { key, isHere } = peerOf(socket.remoteAddress)
    if (isHere) return
    const ofOne = open.get(key) ?? 0
    if (ofOne >= mostOfOne || total >= mostFromElsewhere) {
      socket.destroy()
      return
    }
    open.set(key, ofOne + 1)
    total++
    socket.once('close', () => {
      total--
      const left = (open.get(key) ?? 1) - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    })
  })
}
