import type { Snapshot } from '../../src/shared/snapshot.ts'
import { comparedNames, expectedOf, keyOf } from './expected.ts'
import type { Found } from './own-prometheus.ts'
import type { SeenSnapshots } from './seen-snapshots.ts'

export interface Compared {
  readonly scrapeCount: number
  /** Scrapes whose Snapshot was seen: a tick may come and go between two looks of ours. */
  readonly comparedCount: number
  /** For each scrape that holds anything else than its Snapshot: what. */
  readonly wrong: readonly (readonly string[])[]
}

/** What Prometheus holds of one target, scrape by scrape, beside what was told at the same tick. */
export function compareScrapes(found: readonly Found[], seen: SeenSnapshots): Compared {
  const scrapes = scrapesIn(found)
  const compared = [...scrapes.values()].flatMap((held) => {
    const atSeconds = held.get(keyOf('headroom_snapshot_timestamp_seconds')) ?? 0
    const told = seen.at(Math.round(atSeconds * 1000))
    return told.length === 0 ? [] : [{ held: onlyCompared(held), told }]
  })
  return {
    scrapeCount: scrapes.size,
    comparedCount: compared.length,
    wrong: compared.flatMap(({ held, told }) => {
      const all = told.map((snapshot) => differences(held, snapshot))
      return all.some((one) => one.length === 0) ? [] : all.slice(0, 1)
    }),
  }
}

type Held = ReadonlyMap<string, number>

/** What each scrape brought. */
function scrapesIn(found: readonly Found[]): ReadonlyMap<number, Held> {
  const scrapes = new Map<number, Map<string, number>>()
  for (const { labels, samples } of found) {
    const { __name__: name = '', job: _job, instance: _instance, ...others } = labels
    for (const { atSeconds, value } of samples) {
      const held = scrapes.get(atSeconds) ?? new Map<string, number>()
      scrapes.set(atSeconds, held.set(keyOf(name, others), value))
    }
  }
  return scrapes
}

const onlyCompared = (held: Held): Held =>
  new Map([...held].filter(([key]) => comparedNames.has(key.replace(/\[.*/, ''))))

function differences(held: Held, snapshot: Snapshot): readonly string[] {
  const expected = expectedOf(snapshot)
  return [...new Set([...held.keys(), ...expected.keys()])]
    .filter((key) => held.get(key) !== expected.get(key))
    .map((key) => `${key}: ${held.get(key)} for ${expected.get(key)}`)
}
