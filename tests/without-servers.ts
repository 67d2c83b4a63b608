import type { Snapshot } from '../src/shared/snapshot.ts'

/**
 * Servers of other tests run beside, begin and end as they like, and answer when they can; how one of our own is told again is
 * held by tests/core/replay-servers.test.ts.
 */
export const withoutServers = (snapshot: Snapshot | undefined): unknown => ({
  ...snapshot,
  servers: [],
  models: [],
  sources: snapshot?.sources.filter(({ id }) => id !== 'servers'),
})
