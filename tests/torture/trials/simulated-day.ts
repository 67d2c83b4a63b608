import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../../src/shared/parse.ts'
import { slopeOf, type Point } from '../../frame/slope.ts'
import type { Trial } from '../trial.ts'

const program = fileURLToPath(new URL('../simulated-day.ts', import.meta.url))
const recording = fileURLToPath(
  new URL('../../fixtures/recordings/linux-idle.jsonl', import.meta.url),
)

/** One at the start, then one a second. */
const expectedCount = 86_401
/** The windows of growth and rates fill in the first hours, and V8 compiles what is hot. */
const settledAfterHours = 4
/** Left alone, V8 lets its heap grow because there is room, and that hides a leak: a day has to fit in this. */
const heapBounds = ['--max-old-space-size=32', '--max-semi-space-size=1']
/** A leak of 30 bytes a tick would show. */
const maxHeapBytesPerDay = 2.5e6
const maxResidentBytesPerDay = 5e6

const resultShape = z.object({
  count: z.number(),
  wrongSums: z.number(),
  failedSources: z.number(),
  samples: z.array(
    z.object({ hours: z.number(), heapBytes: z.number(), residentBytes: z.number() }),
  ),
})

/** Core with its monitor, probes and fold through 86 400 virtual seconds, watched. */
export const trial: Trial = {
  name: 'simulated-day',
  what: 'a day of ticks leaves the memory where it was',
  run: async ({ children }) => {
    const child = children.start(
      process.execPath,
      ['--expose-gc', ...heapBounds, program, recording],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let out = ''
    child.stdout?.on('data', (piece: Buffer) => {
      out += piece.toString('utf8')
    })
    await child.ended
    const day = resultShape.parse(jsonIn(out))
    const settled = day.samples.filter(({ hours }) => hours >= settledAfterHours)
    const heap = slopePerDay(settled.map((one) => ({ x: one.hours, y: one.heapBytes })))
    const resident = slopePerDay(settled.map((one) => ({ x: one.hours, y: one.residentBytes })))
    const last = day.samples.at(-1)
    const checks: readonly (readonly [boolean, string])[] = [
      [day.count === expectedCount, `${day.count} Snapshots instead of ${expectedCount}`],
      [day.wrongSums === 0, `${day.wrongSums} sums did not add up`],
      [day.failedSources === 0, `${day.failedSources} sources failed`],
      [heap <= maxHeapBytesPerDay, `the heap grew by ${megabytes(heap)} a day`],
      [resident <= maxResidentBytesPerDay, `resident memory grew by ${megabytes(resident)} a day`],
    ]
    return {
      trials: day.count,
      faults: checks.flatMap(([holds, fault]) => (holds ? [] : [fault])),
      figures: [
        `${day.count} Snapshots of 86 400 virtual seconds`,
        `heap after gc: slope ${megabytes(heap)} a day, ${megabytes(last?.heapBytes ?? Number.NaN)} at the end`,
        `resident: slope ${megabytes(resident)} a day, ${megabytes(last?.residentBytes ?? Number.NaN)} at the end`,
      ],
    }
  },
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`

const slopePerDay = (points: readonly Point[]): number => slopeOf(points) * 24
