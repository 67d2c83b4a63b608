import type { NoReading } from '../../../src/shared/reading.ts'
import type { ServerWorld } from '../../../src/main/monitor/servers/server-world.ts'

const untold: NoReading = { kind: 'absent', reason: 'not told', atMs: 0, tookMs: 0 }

/** A machine that tells nothing. */
export const silentWorld: ServerWorld = {
  processes: async () => [],
  hurry: () => undefined,
  listeners: async () => untold,
  userOf: async () => null,
  mappedFiles: async () => untold,
  folderOf: async () => null,
  outputFiles: async () => [],
  memoryAt: () => () => null,
  measure: async () => [],
  loadMemory: async () => ({ residentBytes: null, ownBytes: null, isFresh: false }),
}
