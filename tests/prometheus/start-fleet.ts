import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Child, Children } from '../frame/children.ts'
import { until } from '../processes.ts'
import { scraping, startPrometheus, type OwnPrometheus } from './own-prometheus.ts'

const program = fileURLToPath(new URL('fleet.ts', import.meta.url))
const startsWithinMs = 120_000

export interface ScrapedFleet {
  readonly fleet: Child
  readonly prometheus: OwnPrometheus
}

/** So many replayed Macs, each on a port of its own, and a real Prometheus that scrapes them all. */
export async function startScrapedFleet(
  children: Children,
  { folder, count, everySeconds }: FleetOptions,
): Promise<ScrapedFleet> {
  const tokenFile = join(folder, 'metrics.token')
  writeFileSync(tokenFile, 'the-token-of-a-collector\n', { mode: 0o600 })
  const fleet = children.start(process.execPath, [program, String(count), tokenFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  fleet.stdout?.on('data', (piece: Buffer) => {
    out += piece.toString('utf8')
  })
  const line = await until(
    'the ports of the fleet',
    () => (out.endsWith('\n') ? out : null),
    startsWithinMs,
  )
  const targets = z
    .array(z.number())
    .parse(jsonIn(line))
    .map((port, index) => ({ instance: `mac-${index + 1}`, port }))
  const config = scraping(targets, { tokenFile, everySeconds })
  return { fleet, prometheus: await startPrometheus(children, folder, config) }
}

interface FleetOptions {
  readonly folder: string
  readonly count: number
  readonly everySeconds: number
}

/** Scrapes of the Mac that has had the fewest; null where there are not so many Macs. */
export async function fewestScrapes(
  { prometheus }: ScrapedFleet,
  count: number,
): Promise<number | null> {
  const found = await prometheus.query('count_over_time(up[1h])')
  if (found.length < count) return null
  return Math.min(...found.map(({ samples }) => samples[0]?.value ?? 0))
}
