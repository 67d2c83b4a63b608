import type { Alert } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import { atMs } from './loaded.ts'

/** An alert that no machine has had: composed by us. */
export const standing: Alert = {
  id: alertId('will-not-fit:load:1'),
  rule: 'will-not-fit',
  severity: 'warning',
  title: 'qwen3:30b will not fit',
  sentence: 'qwen3:30b needs 19.2 GB, and there is room for 16.0 GB: 3.2 GB too much.',
  advice: 'Unload phi4:14b first.',
  figures: { kind: 'none' },
  about: {
    serverId: null,
    modelId: null,
    appId: null,
    loadId: null,
    findingId: null,
    sourceId: null,
  },
  sinceMs: atMs - 20_000,
  atMs,
  isStale: false,
  isClearing: false,
  snoozed: null,
}
