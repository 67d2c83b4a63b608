import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where CI wants the results as a file that a script can count. */
const results = process.env['HEADROOM_RESULTS']

/** Files whose tests start programs, or look at files and sockets as they change: they mostly wait. */
const waiting = [
  'tests/apps/**/*.test.ts',
  'tests/attacks/**/*.test.ts',
  'tests/cli/**/*.test.ts',
  'tests/core/*-real.test.ts',
  'tests/history/store/*-real.test.ts',
  'tests/host/**/*.test.ts',
  'tests/prometheus/**/*.test.ts',
  'tests/settings/**/*.test.ts',
  'tests/soak/**/*.test.ts',
  'tests/web/**/*.test.ts',
]
const alone = ['tests/alone/**/*.test.ts']

/** Half a minute and more, each: one that began late would end when all others are over. */
const longest = [
  'tests/soak/day.test.ts',
  'tests/prometheus/scraped.test.ts',
  'tests/history/store/killed-real.test.ts',
  'tests/apps/quit/ladder-trials.test.ts',
  'tests/prometheus/fleet.test.ts',
  'tests/cli/quit-real.test.ts',
  'tests/core/policies-real.test.ts',
  'tests/host/flight/replayed.test.ts',
  'tests/core/quit-real.test.ts',
  'tests/host/flight/killed.test.ts',
  'tests/cli/run/pipes.test.ts',
  'tests/engine/watched.test.ts',
  'tests/fuzz/fuzz.test.ts',
  'tests/bench/macos-budget.test.ts',
]
const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((file) => moduleId.endsWith(file))
  return place === -1 ? longest.length : place
}

/** vitest takes a class. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

/** One group of files after the other: each has as many processes as do it good. */
const inTurn = (groupOrder: number) => ({ sequence: { groupOrder } })

export default defineConfig({
  resolve: {
    // importing it in plain Node begins a download: no test may
    alias: { electron: fileURLToPath(new URL('tests/no-electron.ts', import.meta.url)) },
  },
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // a test is tried again only where each that needed it is counted and named (.ci/count.mjs)
    retry: results === undefined ? 0 : 1,
    // files share their process, and what they import: most have more to load than to do
    isolate: false,
    setupFiles: ['tests/as-found.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'busy',
          include: ['tests/**/*.test.ts'],
          exclude: [...waiting, ...alone],
          ...inTurn(0),
        },
      },
      {
        extends: true,
        test: { name: 'waiting', include: waiting, maxWorkers: 4, ...inTurn(1) },
      },
      {
        // what measures the machine itself, when nothing else of ours runs on it
        extends: true,
        test: { name: 'alone', include: alone, maxWorkers: 1, ...inTurn(2) },
      },
    ],
    reporters:
      results === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${results}/vitest.json` }]],
  },
})
