import type { Snapshot } from '../src/shared/snapshot.ts'

/**
 * Servers of other tests run beside, begin and end as they like, answer when they can, and fail in their logs; how one of our
 * own is told again is held by tests/core/replay-servers.test.ts and tests/core/logs-real.test.ts.
 */
const ofServers: ReadonlySet<string> = new Set(['servers', 'logs', 'loads', 'growth'])

export const withoutServers = (snapshot: Snapshot | undefined): unknown => ({
  ...snapshot,
  servers: [],
  models: [],
  loads: [],
  findings: [],
  sources: snapshot?.sources.filter(({ id }) => !ofServers.has(id)),
})
