import { connect, type Socket } from 'node:net'
import { sleep } from '../../frame/children.ts'
import { openFileCount } from '../../frame/proc.ts'
import { startServe, type Serve } from '../../frame/serve.ts'
import type { Trial } from '../trial.ts'

/** Ten seconds are granted, and it is looked twice a minute who has had them. */
const goneWithinMs = 50_000
const ofEachKind = 40
const everyMs = 1_000
/** What serve opens by itself meanwhile: the history, the recorder. */
const mostOwnFiles = 10

interface Slow {
  readonly what: string
  /** What is said at once, and then again and again. */
  readonly first: (serve: Serve) => string
  readonly again: string
}

const host = ({ port }: Serve): string => `Host: 127.0.0.1:${port}\r\n`
const slow: readonly Slow[] = [
  { what: 'that say nothing', first: () => '', again: '' },
  {
    what: 'that say a header a second',
    first: (serve) => `GET / HTTP/1.1\r\n${host(serve)}`,
    again: 'X-One: 2\r\n',
  },
  {
    what: 'that say a byte of a body a second',
    first: (serve) =>
      `POST /api/request HTTP/1.1\r\n${host(serve)}Authorization: Bearer ${serve.token}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n',
    again: ' ',
  },
  { what: 'that begin to shake hands and stop', first: () => '\u0016\u0003\u0001', again: '' },
]

/** Clients that take their time, each holding a connection: they are sent away, and meanwhile others are answered. */
export const trial: Trial = {
  name: 'slow-clients',
  what: `serve while ${slow.length * ofEachKind} clients say as little as they can`,
  run: async ({ children }) => {
    const serve = await startServe(children)
    await answers(serve)
    const filesBefore = openFileCount(serve.pid)
    const beganMs = performance.now()
    const clients = slow.flatMap((one) =>
      Array.from({ length: ofEachKind }, () => begin(one, serve)),
    )
    const faults: string[] = []
    let answered = 0
    while (clients.some(({ socket }) => !socket.destroyed)) {
      if (performance.now() - beganMs > goneWithinMs) break
      for (const { socket, again } of clients)
        if (!socket.destroyed && again !== '') socket.write(again)
      if (await answers(serve)) answered++
      else faults.push('somebody else was not answered')
      await sleep(everyMs)
    }
    for (const { what } of slow) {
      const left = clients.filter((one) => one.what === what && !one.socket.destroyed).length
      if (left > 0) faults.push(`${left} of those ${what} still hold their connection`)
    }
    clients.forEach(({ socket }) => void socket.destroy())
    await sleep(everyMs)
    const filesAfter = openFileCount(serve.pid)
    if (filesAfter > filesBefore + mostOwnFiles)
      faults.push(`${filesAfter} open files at the end, ${filesBefore} at the start`)
    return {
      trials: clients.length + answered,
      faults,
      figures: [
        `the last one was gone after ${((performance.now() - beganMs) / 1_000).toFixed(0)} s`,
        `others were answered ${answered} times meanwhile`,
      ],
    }
  },
}

interface Client {
  readonly what: string
  readonly again: string
  readonly socket: Socket
}

function begin({ what, first, again }: Slow, serve: Serve): Client {
  const socket = connect({ port: serve.port, host: '127.0.0.1' })
  socket.on('error', () => undefined) // ECONNRESET, EPIPE: it was sent away
  socket.resume()
  const text = first(serve)
  if (text !== '') socket.write(Buffer.from(text, 'latin1'))
  return { what, again, socket }
}

async function answers({ port, token }: Serve): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/snapshot`, {
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
  })
  await answer.text()
  return answer.ok
}
