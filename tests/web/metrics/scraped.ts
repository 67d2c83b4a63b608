import { createMetrics, type Told } from '../../../src/main/web/metrics/metrics.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { nothingKnown } from '../fake-core.ts'
import { parseExposition, sampleLines } from './exposition.ts'

const metrics = createMetrics(() => ({
  version: '1.2.3',
  cpuSeconds: 4.5,
  residentBytes: 67e6,
  startedAtMs: 1_500,
}))

export const scrapedText = (
  snapshot: Partial<Snapshot>,
  { lateTicks = null, nowMs = 1_000 }: Partial<Omit<Told, 'snapshot'>> = {},
): Promise<string> => metrics.text({ snapshot: { ...nothingKnown, ...snapshot }, lateTicks, nowMs })

/** The samples whose name is as wanted, as they are written. */
export async function linesOf(
  names: RegExp,
  snapshot: Partial<Snapshot>,
  told: Partial<Omit<Told, 'snapshot'>> = {},
): Promise<readonly string[]> {
  const lines = sampleLines(await scrapedText(snapshot, told))
  return lines.filter((line) => names.test(line.replace(/[{ ].*/, '')))
}

/** Every series and its value: `name{"label":"value"}`. */
export const seriesIn = (text: string): ReadonlyMap<string, number> =>
  new Map(
    parseExposition(text).samples.map(({ name, labels, value }) => [
      `${name}${JSON.stringify(labels)}`,
      value,
    ]),
  )
