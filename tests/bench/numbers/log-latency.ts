import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs'
import { sleep } from '../../frame/children.ts'
import { createRandom } from '../../frame/random.ts'
import { openSocket, tokenMessage, type Serve } from '../../frame/serve.ts'
import { at, listAt } from '../../../src/main/inference/answers/forms.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { idleLine } from '../logs/idle-lines.ts'
import { serveLogs } from '../logs/served-log.ts'
import type { BenchNumber, Figure } from '../number.ts'

const lines = 200
const quickLines = 20
const barMs = { most: 100 }
/** What fails again within 250 ms is told with the one before (monitor/snapshots.ts): that is no wait of this kind. */
const shortestGapMs = 300
const longestGapMs = 1_000
/** Between two lines of a server at work: the tailer never rests for long. */
const workGapMs = 40
const startsWithinMs = 30_000
const toldWithinMs = 5_000

const failing = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB\n'

/** From `write()` to the Snapshot in the client's hands: the failure has come once more, and its alert stands in it. */
export const number: BenchNumber = {
  name: 'log-latency',
  what: 'from a failing line in a log to its finding and its alert at a client',
  run: async ({ children, isQuick }) => {
    const { serve, paths } = await serveLogs(children, 1, 'srv  update_slots: all slots are idle\n')
    const [path = ''] = paths
    const client = await watchCount(serve, path)
    const random = createRandom(7)
    const file = openSync(path, 'a')
    let isOver = false
    const work = async (): Promise<void> => {
      for (let index = 1; !isOver; index++) {
        appendFileSync(path, `${idleLine(index, random)}\n`)
        await sleep(2 * workGapMs * random())
      }
    }
    try {
      writeSync(file, failing)
      await client.reached(1, startsWithinMs)
      const working = work()
      const tookMs: number[] = []
      for (let count = 2; count < 2 + (isQuick ? quickLines : lines); count++) {
        await sleep(shortestGapMs + random() * (longestGapMs - shortestGapMs))
        const startedAt = performance.now()
        writeSync(file, failing)
        tookMs.push((await client.reached(count, toldWithinMs)) - startedAt)
      }
      isOver = true
      await working
      return figuresOf(tookMs)
    } finally {
      isOver = true
      closeSync(file)
      client.close()
    }
  },
}

function figuresOf(tookMs: readonly number[]): readonly Figure[] {
  const sorted = tookMs.toSorted((a, b) => a - b)
  const part = (ratio: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? Number.NaN
  const figure = (what: string, value: number) => ({ what, value, unit: 'ms', bar: null })
  const note = `${tookMs.length} lines, ${shortestGapMs} to ${longestGapMs} ms apart, in a log that gets an ordinary line every ${workGapMs} ms; some 50 ms are the pace of the tailer`
  return [
    figure('failing line to alert, median', part(0.5)),
    { ...figure('failing line to alert, p99', part(0.99)), bar: barMs, note },
    figure('failing line to alert, worst', part(1)),
  ]
}

interface CountWatcher {
  /** When the client knew that what this log tells has failed so often. */
  reached(count: number, withinMs: number): Promise<number>
  close(): void
}

async function watchCount(serve: Serve, path: string): Promise<CountWatcher> {
  const socket = openSocket(serve)
  const reachedAt = new Map<number, number>()
  let wake = (): void => undefined
  socket.on('open', () => socket.send(tokenMessage(serve.token)))
  socket.on('message', (data) => {
    const message = jsonIn(String(data))
    const now = performance.now()
    const alerted = new Set(
      (listAt(message, 'value.alerts') ?? []).map((alert) => at(alert, 'about.findingId')),
    )
    for (const finding of listAt(message, 'value.findings') ?? []) {
      const count = at(finding, 'count')
      if (!alerted.has(at(finding, 'id'))) continue
      if (at(finding, 'place.path') !== path || typeof count !== 'number') continue
      if (!reachedAt.has(count)) reachedAt.set(count, now)
    }
    wake()
  })
  const opened = Promise.withResolvers<void>()
  socket.on('open', opened.resolve)
  socket.on('error', opened.reject)
  await opened.promise
  return {
    reached: async (count, withinMs) => {
      const deadlineMs = performance.now() + withinMs
      for (;;) {
        const known = reachedAt.get(count)
        if (known !== undefined) return known
        if (performance.now() > deadlineMs) throw new Error(`failure ${count} was not told`)
        await Promise.race([sleep(withinMs), new Promise<void>((resolve) => (wake = resolve))])
      }
    },
    close: () => socket.close(),
  }
}
