import type { Alert, AlertSubject } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import { refused } from './found.ts'
import { atMs } from './loaded.ts'

/** Alerts that no machine has had: composed by us. */

const nobody: AlertSubject = {
  serverId: null,
  modelId: null,
  appId: null,
  loadId: null,
  findingId: null,
  sourceId: null,
}

export const willNotFit: Alert = {
  id: alertId('will-not-fit:gemma:1'),
  rule: 'will-not-fit',
  severity: 'imminent',
  title: 'gemma3:27b will not fit',
  sentence: 'It needs 26.1 GB, and there are 22.9 GB on the GPU: 3.2 GB too much',
  advice: 'Unload phi4:14b',
  figures: {
    kind: 'memory',
    line: 'gpu',
    lineBytes: 22.9e9,
    needBytes: 26.1e9,
    haveBytes: 22.9e9,
    gapBytes: 3.2e9,
    toFreeBytes: 3.2e9,
    msLeft: null,
  },
  about: nobody,
  sinceMs: atMs - 12_000,
  atMs,
  isStale: false,
  isClearing: false,
  snoozed: null,
}

export const hog: Alert = {
  ...willNotFit,
  id: alertId('memory-hog:xcode:1'),
  rule: 'memory-hog',
  severity: 'warning',
  title: 'Xcode holds 12.3 GB',
  sentence: 'That is more than the 10.0 GB that one app may hold',
  advice: null,
  figures: { kind: 'none' },
}

/** Of the finding that `found.ts` has. */
export const failure: Alert = {
  ...hog,
  id: alertId('failure:refused:1'),
  rule: 'failure',
  title: 'Ollama: the GPU refused memory',
  sentence: refused.sentence,
  about: { ...nobody, findingId: refused.id },
}

export const fits: Alert = { ...willNotFit, id: alertId('fits'), severity: 'warning' }
