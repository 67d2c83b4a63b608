import { describe, expect, onTestFinished, test } from 'vitest'
import { createChildren } from '../frame/children.ts'
import { tempFolder, until } from '../processes.ts'
import { lacking, prometheusWords } from './own-prometheus.ts'
import { fewestScrapes, startScrapedFleet } from './start-fleet.ts'

const count = 50
/** Each scrape has as long as there is to the next one: what Prometheus grants where nothing else is said. */
const everySeconds = 10
const wantedScrapes = 3
const withinMs = 240_000

describe.skipIf(lacking !== null)(`fifty replayed Macs and one ${prometheusWords}`, () => {
  test(
    'are scraped at once, every one at every scrape, and nothing of them is lost',
    async () => {
      const folder = tempFolder()
      const children = createChildren()
      onTestFinished(() => children.endAll())
      const scraped = await startScrapedFleet(children, { folder, count, everySeconds })
      const { prometheus } = scraped
      const isScraped = async (): Promise<true | null> =>
        ((await fewestScrapes(scraped, count)) ?? 0) >= wantedScrapes ? true : null
      await until(`${wantedScrapes} scrapes of each`, isScraped, withinMs)
      const missed = await prometheus.query('min_over_time(up[1h]) == 0')
      expect(missed.map(({ labels }) => labels['instance'])).toEqual([])
      for (const name of ['headroom_room_bytes', 'headroom_gpu_in_use_bytes']) {
        const told = `count(count by (instance) (last_over_time(${name}[1h])))`
        expect([name, await prometheus.valueOf(told)]).toEqual([name, count])
      }
    },
    withinMs,
  )
})
