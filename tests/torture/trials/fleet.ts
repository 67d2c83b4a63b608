import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep } from '../../frame/children.ts'
import { privateMemoryOf } from '../../frame/proc.ts'
import { lacking } from '../../prometheus/own-prometheus.ts'
import { fewestScrapes, startScrapedFleet } from '../../prometheus/start-fleet.ts'
import type { Trial } from '../trial.ts'

const count = 50
/** What Prometheus grants a scrape where nothing else is said. */
const everySeconds = 10
const forMs = 600_000
/** The windows of growth and rates fill in the first minutes. */
const settledAfterMs = 300_000

/** Ten minutes of fifty replayed Macs in one process, and a real Prometheus that scrapes all of them. */
export const trial: Trial = {
  name: 'fleet',
  what: `${count} replayed Macs on ${count} ports, scraped at once by a real Prometheus`,
  run: async ({ children }) => {
    if (lacking !== null) return { trials: 0, faults: [lacking], figures: [] }
    const folder = mkdtempSync(join(tmpdir(), 'headroom-fleet-'))
    try {
      const scraped = await startScrapedFleet(children, { folder, count, everySeconds })
      const { fleet, prometheus } = scraped
      await sleep(settledAfterMs)
      const before = privateMemoryOf(fleet.pid).dirtyBytes
      await sleep(forMs - settledAfterMs)
      const after = privateMemoryOf(fleet.pid).dirtyBytes
      const missed = await prometheus.query('count_over_time(up[1h]) - sum_over_time(up[1h]) > 0')
      const fewest = await fewestScrapes(scraped, count)
      const most = await prometheus.valueOf('max(max_over_time(scrape_duration_seconds[1h]))')
      const mean = await prometheus.valueOf('avg(avg_over_time(scrape_duration_seconds[1h]))')
      const cores = await prometheus.valueOf('max(rate(process_cpu_seconds_total[5m]))')
      const samples = await prometheus.valueOf('max(scrape_samples_scraped)')
      return {
        trials: await total(prometheus.valueOf('sum(count_over_time(up[1h]))')),
        faults: [
          ...missed.map(
            ({ labels, samples: [of] }) =>
              `${labels['instance']} did not answer ${of?.value} times`,
          ),
          ...(fewest === null ? ['not every Mac was scraped'] : []),
        ],
        figures: [
          `scrapes of each: at least ${fewest}; deadline ${everySeconds} s`,
          `a scrape took ${milliseconds(mean)} on average, ${milliseconds(most)} at most, and brought ${samples} series at most`,
          `all of them together took ${cores?.toFixed(2)} of a core`,
          `private memory of the ${count} Macs together: ${megabytes(before)} after 5 minutes, ${megabytes(after)} after 10`,
        ],
      }
    } finally {
      await children.endAll()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

const total = async (value: Promise<number | null>): Promise<number> => (await value) ?? 0
const milliseconds = (seconds: number | null): string =>
  seconds === null ? 'not known' : `${(seconds * 1000).toFixed(0)} ms`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
