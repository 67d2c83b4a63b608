import { withDrivenPage } from '../popover/driven-page.ts'
import { ticksOf } from '../popover/ticks.ts'
import type { BenchNumber } from '../number.ts'

/** Eight hours, one a second. */
const ticks = 28_800
const quickTicks = 2_880
const warmTicks = 600
const distinctTicks = 240

export const number: BenchNumber = {
  name: 'popover-heap',
  what: 'heap of the popover after eight hours of Snapshots, at speed',
  run: async ({ children, isQuick }) => {
    const count = isQuick ? quickTicks : ticks
    const texts = await ticksOf('mac-m2max-32gb-loading', distinctTicks)
    return withDrivenPage(children, { texts, goesOn: true }, async ({ page, heapBytes }) => {
      await page.evaluate((warm) => bench.play(warm, false), warmTicks)
      const before = await heapBytes()
      // in pieces: nothing that waits for so long is left to a time limit
      for (let done = 0; done < count; done += warmTicks)
        await page.evaluate((some) => bench.play(some, false), Math.min(warmTicks, count - done))
      const after = await heapBytes()
      return [
        {
          what: 'growth of the heap over eight hours of Snapshots, after collecting',
          value: (after - before) / 1e6,
          unit: 'MB',
          bar: { most: 2 },
          note: `${count} Snapshots, from ${(before / 1e6).toFixed(1)} to ${(after / 1e6).toFixed(1)} MB; the Snapshots to push are among them`,
        },
      ]
    })
  },
}
