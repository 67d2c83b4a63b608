import { macs } from '../../browser/mac-recording.ts'
import { msBetween, withDrivenPage } from '../popover/driven-page.ts'
import { ticksOf } from '../popover/ticks.ts'
import type { BenchNumber } from '../number.ts'

const ticks = 300
const quickTicks = 60
/** By then V8 has compiled what runs often. */
const warmTicks = 60
const distinctTicks = 120

interface Cost {
  readonly name: string
  readonly scriptMs: number
  readonly drawMs: number
  readonly commits: number
}

/** Each Mac by itself, a Snapshot a frame: reading, React, and what the page does of its own accord. */
export const number: BenchNumber = {
  name: 'scripting-tick',
  what: 'what a Snapshot costs the open popover, over recorded Macs',
  run: async ({ children, isQuick }) => {
    const count = isQuick ? quickTicks : ticks
    const costs: Cost[] = []
    for (const name of macs) {
      const texts = await ticksOf(name, distinctTicks)
      const cost = await withDrivenPage(
        children,
        { texts, goesOn: false },
        async ({ page, metrics }) => {
          await page.evaluate((warm) => bench.play(warm, true), warmTicks)
          const [before, commits] = [await metrics(), await page.evaluate(() => bench.commits())]
          await page.evaluate((many) => bench.play(many, true), count)
          const after = await metrics()
          const layoutMs =
            msBetween(before, after, 'LayoutDuration') +
            msBetween(before, after, 'RecalcStyleDuration')
          return {
            name,
            scriptMs: msBetween(before, after, 'ScriptDuration') / count,
            drawMs: layoutMs / count,
            commits: ((await page.evaluate(() => bench.commits())) - commits) / count,
          }
        },
      )
      costs.push(cost)
      await children.endAll()
    }
    const most = (of: (cost: Cost) => number): number => Math.max(...costs.map(of))
    const note = costs.map((one) => `${one.name} ${one.scriptMs.toFixed(2)} ms`).join(', ')
    return [
      {
        what: 'scripting a tick, open, the worst of the recorded Macs',
        value: most((one) => one.scriptMs),
        unit: 'ms',
        bar: { most: 4 },
        note,
      },
      {
        what: 'style and layout a tick, open, the worst',
        value: most((one) => one.drawMs),
        unit: 'ms',
        bar: null,
      },
      {
        what: 'React commits a Snapshot, the most',
        value: most((one) => one.commits),
        unit: '',
        bar: { most: 1 },
      },
    ]
  },
}
