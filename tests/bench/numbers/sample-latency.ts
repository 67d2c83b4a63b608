import { openSocket, startServe, tokenMessage } from '../../frame/serve.ts'
import { at } from '../../../src/main/inference/answers/forms.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { BenchNumber, Figure } from '../number.ts'

const snapshots = 120
const quickSnapshots = 20
/** The first ones ask what is asked once, and wait for it. */
const settlingSnapshots = 5

/** From the instant at which memory was asked for to the Snapshot with its alerts in the client's hands. */
export const number: BenchNumber = {
  name: 'sample-latency',
  what: 'from a sample of memory to the Snapshot, with its alerts, at a client',
  run: async ({ children, isQuick }) => {
    const serve = await startServe(children)
    const socket = openSocket(serve)
    const wanted = settlingSnapshots + (isQuick ? quickSnapshots : snapshots)
    const tookMs: number[] = []
    let lastAtMs = 0
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    socket.on('open', () => socket.send(tokenMessage(serve.token)))
    socket.on('error', reject)
    socket.on('message', (data) => {
      const nowMs = Date.now()
      const atMs = at(jsonIn(String(data)), 'value.memory.atMs')
      if (typeof atMs !== 'number' || atMs <= lastAtMs) return
      lastAtMs = atMs
      tookMs.push(nowMs - atMs)
      if (tookMs.length === wanted) resolve()
    })
    await promise
    socket.close()
    return figuresOf(tookMs.slice(settlingSnapshots))
  },
}

function figuresOf(tookMs: readonly number[]): readonly Figure[] {
  const sorted = tookMs.toSorted((a, b) => a - b)
  const part = (ratio: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? Number.NaN
  const figure = (what: string, value: number) => ({ what, value, unit: 'ms', bar: null })
  return [
    figure('sample to client, median', part(0.5)),
    {
      ...figure('sample to client, p99', part(0.99)),
      note: `${tookMs.length} samples, one a second; a tick waits up to 300 ms for the slowest of its answers`,
    },
  ]
}
