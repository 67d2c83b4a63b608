import { sleep } from '../../frame/children.ts'
import { msBetween, withDrivenPage } from '../popover/driven-page.ts'
import { ticksOf } from '../popover/ticks.ts'
import type { BenchNumber } from '../number.ts'

const ticks = 300
const warmTicks = 60
const restMs = 30_000
const quickRestMs = 5_000

/** Main sends nothing to a hidden window; should it all the same, nobody is woken. */
export const number: BenchNumber = {
  name: 'hidden-work',
  what: 'what the popover does while it is hidden',
  run: async ({ children, isQuick }) => {
    const texts = await ticksOf('mac-64gb-two-servers', warmTicks)
    const lastMs = isQuick ? quickRestMs : restMs
    return withDrivenPage(children, { texts, goesOn: false }, async ({ page, metrics }) => {
      await page.evaluate((count) => bench.play(count, true), warmTicks)
      await page.evaluate(() => bench.show(false))
      const commitsNow = (): Promise<number> => page.evaluate(() => bench.commits())
      const commits = await commitsNow()
      await page.evaluate((count) => bench.play(count, true), ticks)
      const pushed = (await commitsNow()) - commits
      await sleep(1_000) // what was to be tidied up has been
      const before = await metrics()
      await sleep(lastMs)
      const after = await metrics()
      const aMinute = (name: string): number => (msBetween(before, after, name) * 60_000) / lastMs
      return [
        {
          what: 'React commits while hidden, with Snapshots pushed all the same',
          value: pushed,
          unit: '',
          bar: { most: 0 },
          note: `${ticks} Snapshots`,
        },
        {
          what: 'scripting a minute while hidden',
          value: aMinute('ScriptDuration'),
          unit: 'ms',
          bar: { most: 1 },
          note: 'asking Chromium for it is a task of its own, and no script',
        },
        {
          what: 'all tasks of the page a minute while hidden',
          value: aMinute('TaskDuration'),
          unit: 'ms',
          bar: null,
        },
      ]
    })
  },
}
