import type { Core } from '../../core/core.ts'
import { createMetrics } from './metrics.ts'
import { readOwnProcess } from './own-process.ts'

export interface Scrape {
  readonly contentType: string
  /** The last Snapshot, or one of now where there is none: no scrape makes Headroom look more often. */
  scrape(): Promise<string>
}

export function createScrape(core: Pick<Core, 'current' | 'snapshotOnce' | 'lateTicks'>): Scrape {
  const { contentType, text } = createMetrics(readOwnProcess)
  return {
    contentType,
    scrape: async () => {
      const snapshot = core.current() ?? (await core.snapshotOnce())
      return text({ snapshot, lateTicks: core.lateTicks(), nowMs: Date.now() })
    },
  }
}
