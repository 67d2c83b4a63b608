import type { Family, Sample } from './family.ts'
import { isOldSource } from './fresh.ts'

/** Series of apps are bounded: the biggest few. */
const shownApps = 10
/** Those of one name are added up; what comes behind so many adds little. */
const lookedAtApps = 500

export const appFamilies: readonly Family[] = [
  {
    name: 'headroom_app_footprint_bytes',
    help: 'Memory of the ten biggest apps, and what the figure counts: footprint (macOS alone), pss (Linux alone), rss, or mixed',
    labels: ['app', 'figure'],
    joined: 'sum',
    most: shownApps,
    samplesOf: ({ snapshot }): readonly Sample[] =>
      isOldSource(snapshot, 'processes')
        ? []
        : snapshot.apps.slice(0, lookedAtApps).map(({ name, memoryKind, memoryBytes }) => ({
            labels: { app: name, figure: memoryKind },
            value: memoryBytes,
          })),
  },
]
