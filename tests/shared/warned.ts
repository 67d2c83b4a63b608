import type { Alert, AlertSubject } from '../../src/shared/alert.ts'
import type { Forecast } from '../../src/shared/forecast.ts'
import { alertId } from '../../src/shared/ids.ts'
import { refused } from './found.ts'
import { atMs, gemma } from './loaded.ts'
import { beyond } from './loading.ts'

/** Alerts that no machine has had: composed by us, their figures as those of the Snapshot beside them. */

const nobody: AlertSubject = {
  serverId: null,
  modelId: null,
  appId: null,
  loadId: null,
  findingId: null,
  sourceId: null,
}

const plain: Alert = {
  id: alertId('plain'),
  rule: 'memory-hog',
  severity: 'warning',
  title: '',
  sentence: '',
  advice: null,
  figures: { kind: 'none' },
  about: nobody,
  sinceMs: atMs - 12_000,
  atMs,
  isStale: false,
  isClearing: false,
  snoozed: null,
}

export const runningOut: Alert = {
  ...plain,
  id: alertId('running-out:ram:1'),
  rule: 'running-out',
  severity: 'imminent',
  title: 'python uses up the RAM',
  sentence: 'About 40 s are left: it grows by 102 MB/s, and 4.1 GB of 34.4 GB of RAM are free',
  advice: 'stop python, or quit Docker (4.0 GB)',
}

/** Of the load that `loading.ts` has. */
export const willNotFit: Alert = {
  ...plain,
  id: alertId('will-not-fit:gemma:1'),
  rule: 'will-not-fit',
  title: 'gemma3:27b will not fit',
  sentence: 'It needs 26.1 GB, and the GPU has room for 22.9 GB: 3.2 GB too much',
  advice: 'take a context of 16384 tokens',
  about: { ...nobody, loadId: beyond.id },
}

/** Of the finding that `found.ts` has. */
export const failure: Alert = {
  ...plain,
  id: alertId('failure:refused:1'),
  rule: 'failure',
  title: 'The GPU refused memory',
  sentence: refused.sentence,
  about: { ...nobody, findingId: refused.id },
}

export const pastLimit: Alert = {
  ...plain,
  id: alertId('past-limit:1'),
  rule: 'past-limit',
  title: "Models hold more than Metal's limit",
  sentence:
    '24.1 GB are in use, and the limit is 22.9 GB: 1.2 GB beyond it. llama.cpp and Ollama likely fail here',
  advice: 'unload Qwen3-8B-Q4_K_M.gguf: 5.2 GB come back',
}

export const hog: Alert = {
  ...plain,
  id: alertId('memory-hog:chrome:1'),
  title: 'Google Chrome holds much of the memory',
  sentence: 'It holds 14.2 GB, 41 % of 34.4 GB of RAM; 40 % is where this is told',
  advice: 'close tabs, or quit Google Chrome',
}

export const idle: Alert = {
  ...plain,
  id: alertId('idle-model:qwen:1'),
  rule: 'idle-model',
  severity: 'notice',
  title: 'Qwen3-8B-Q4_K_M.gguf idles and holds 5.2 GB',
  sentence: 'It has done nothing for 12 min, and room is short',
  advice: 'unload it',
}

export const stale = (alert: Alert): Alert => ({ ...alert, atMs: atMs - 40_000, isStale: true })
export const clearing = (alert: Alert): Alert => ({ ...alert, isClearing: true })
export const snoozed = (alert: Alert): Alert => ({
  ...alert,
  snoozed: { span: '1h', untilMs: atMs + 3_000_000 },
})

/** Room ends by what an app takes. */
export const endingRoom: Forecast = {
  runsOut: {
    line: 'ram',
    lineBytes: 34.4e9,
    roomBytes: 4.1e9,
    bytesPerSecond: 102e6,
    msLeft: 40_000,
    lowMsLeft: 34_000,
    highMsLeft: 48_000,
    by: 'trend',
    sureness: 'sure',
    toComeBytes: null,
    grower: null,
  },
  models: [],
  swapGrowth: null,
}

/** A cache that grows with each token, of the model that generates. */
export const endingTokens: Forecast = {
  runsOut: null,
  models: [
    {
      modelId: gemma.id,
      endsWith: 'memory',
      tokensLeft: 98_304,
      msLeft: 1_620_000,
      bytesPerToken: 98_000,
      mayGrow: null,
    },
  ],
  swapGrowth: null,
}
