import { spawnSync } from 'node:child_process'
import { z } from 'zod/mini'
import { fromRoot } from '../../from-root.ts'
import type { Trial } from '../trial.ts'

const argv = ['test', '--config', 'tests/browser/thorough.config.ts', '--reporter', 'json']
/** What all of them tell of themselves. */
const mostBytes = 256e6

const statsShape = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** Every state of every screen as wide as the details open: barriers, languages, widths. Narrow they are in `npm test`. */
export const trial: Trial = {
  name: 'wide-states',
  what: 'every state of the screens, as wide as the details open: barriers in three themes, three languages, widths',
  run: async () => {
    const { stdout } = spawnSync(fromRoot('node_modules/.bin/playwright'), argv, {
      cwd: fromRoot('.'),
      encoding: 'utf8',
      maxBuffer: mostBytes,
    })
    const { stats } = statsShape.parse(JSON.parse(stdout))
    return {
      trials: stats.expected + stats.unexpected + stats.flaky,
      faults: [...Array(stats.unexpected + stats.flaky).keys()].map(
        (at) => `state ${at + 1} of those that failed: see test-results/thorough`,
      ),
      figures: [],
    }
  },
}
