import type { WebSocket } from 'ws'
import { jsonIn } from '../../../src/shared/parse.ts'
import { sleep } from '../../frame/children.ts'
import { openFileCount, privateMemoryOf } from '../../frame/proc.ts'
import { createRandom } from '../../frame/random.ts'
import { openSocket, startServe, tokenMessage, type Serve } from '../../frame/serve.ts'
import { isSnapshot, wrongSumsOf } from '../../frame/sums.ts'
import type { Trial } from '../trial.ts'

const forMs = 60_000
const clientCount = 50
/** Kept below the 1 200 requests a minute that serve grants: 50 clients, 4 s each. */
const longestStayMs = 8_000
const askEveryMs = 1_000
const settlesWithinMs = 15_000
const seed = 4317

interface Tally {
  connections: number
  snapshots: number
  answers: number
  readonly faults: string[]
}

/** Fifty clients that connect, say their token (or a wrong one, or none) and leave (or break off) at random. */
export const trial: Trial = {
  name: 'dropping-clients',
  what: 'serve while 50 WebSocket clients come and break off at random',
  run: async ({ children }) => {
    const serve = await startServe(children)
    let end: number | null | 'runs' = 'runs'
    void serve.ended.then((code) => {
      end = code
    })
    await ask(serve) // all that is opened once is open
    await sleep(2_000)
    const filesBefore = openFileCount(serve.pid)
    const memoryBefore = privateMemoryOf(serve.pid).dirtyBytes
    const tally: Tally = { connections: 0, snapshots: 0, answers: 0, faults: [] }
    const until = performance.now() + forMs
    const clients = Array.from({ length: clientCount }, (_, index) =>
      comeAndGo(serve, tally, createRandom(seed + index), until),
    )
    await Promise.all([...clients, askOnAndOn(serve, tally, until)])
    const filesAfter = await settledFileCount(serve.pid, filesBefore)
    if (end !== 'runs') tally.faults.push(`serve ended with ${end}`)
    if (filesAfter > filesBefore)
      tally.faults.push(`${filesAfter} open files at the end, ${filesBefore} at the start`)
    const memoryAfter = privateMemoryOf(serve.pid).dirtyBytes
    return {
      trials: tally.connections + tally.answers,
      faults: tally.faults,
      figures: [
        `${tally.connections} connections, ${tally.snapshots} Snapshots pushed to them (seed ${seed})`,
        `/api/snapshot answered ${tally.answers} times meanwhile`,
        `open files: ${filesBefore} before, ${filesAfter} after`,
        `private written memory: ${megabytes(memoryBefore)} before, ${megabytes(memoryAfter)} after`,
      ],
    }
  },
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

async function comeAndGo(
  serve: Serve,
  tally: Tally,
  random: () => number,
  until: number,
): Promise<void> {
  while (performance.now() < until) {
    tally.connections++
    const socket = openSocket(serve)
    socket.on('error', () => undefined) // broken off before it was open
    socket.on('message', () => tally.snapshots++)
    const way = random()
    socket.on('open', () => {
      if (way < 0.1) return // says nothing
      socket.send(way < 0.2 ? '{"kind":"token","token":"wrong"}' : tokenMessage(serve.token))
    })
    await sleep(random() * longestStayMs)
    leave(socket, random())
  }
}

function leave(socket: WebSocket, way: number): void {
  if (way < 0.5) socket.terminate()
  else socket.close()
}

async function askOnAndOn(serve: Serve, tally: Tally, until: number): Promise<void> {
  while (performance.now() < until) {
    const fault = await ask(serve)
    if (fault === null) tally.answers++
    else tally.faults.push(fault)
    await sleep(askEveryMs)
  }
}

/** null, or what is wrong with the answer. */
async function ask(serve: Serve): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${serve.port}/api/snapshot`, {
    headers: { authorization: `Bearer ${serve.token}`, connection: 'close' },
  })
  if (!answer.ok) return `/api/snapshot answered with ${answer.status}`
  const snapshot = jsonIn(await answer.text())
  if (!isSnapshot(snapshot)) return '/api/snapshot answered with no Snapshot'
  const [wrong] = wrongSumsOf(snapshot)
  return wrong === undefined ? null : `${wrong.field} is ${wrong.got}, not ${wrong.expected}`
}

async function settledFileCount(pid: number, wanted: number): Promise<number> {
  const until = performance.now() + settlesWithinMs
  while (openFileCount(pid) > wanted && performance.now() < until) await sleep(200)
  return openFileCount(pid)
}
