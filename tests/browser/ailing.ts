import type { Doctor } from '../../src/shared/doctor.ts'
import { powerNeedsPermission } from '../../src/shared/facts.ts'
import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { unifiedMac } from './unified-mac.ts'

const source = (id: string, title: string, more: Partial<Source> = {}): Source => ({
  id,
  title,
  kind: 'ok',
  reason: null,
  ageMs: 600,
  isStale: false,
  tookMs: 12.4,
  everyMs: 5_000,
  ...more,
})
const failed = (reason: string): Partial<Source> => ({ kind: 'failed', reason, ageMs: null })

/** Sources of a Mac in every state, as the monitor asks them. */
export const ailingSources: readonly Source[] = [
  source('memory', 'memory (vm_stat)', { tookMs: 3.1, everyMs: 1_000 }),
  source('gpu', 'GPU memory (ioreg IOAccelerator)', {
    ...failed('no answer within 2 s'),
    tookMs: 2_004,
  }),
  source('top', 'footprints (top)', { isStale: true, ageMs: 48_000, tookMs: 640, everyMs: 12_000 }),
  source('metal', "Metal's limit (osascript)", { everyMs: null, ageMs: 72_000, tookMs: 190 }),
  source('power', 'GPU power (powermetrics, macmon, mactop)', {
    kind: 'absent',
    reason: powerNeedsPermission,
    ageMs: null,
    tookMs: 0.4,
  }),
  source('battery', 'battery (pmset)', { kind: 'absent', reason: 'no battery', ageMs: null }),
  source('kernel-log', "the kernel's log (log show)", {
    kind: 'waiting',
    reason: 'asked only by doctor',
    ageMs: null,
    tookMs: null,
    everyMs: null,
  }),
  source('logs', 'logs of inference servers', {
    ...failed('/Users/alice/Library/Logs/llama.log: permission denied'),
    everyMs: 1_000,
    tookMs: 0.2,
  }),
]

const machine = {
  kind: 'ok',
  atMs: unifiedMac.atMs,
  isStale: false,
  platform: 'darwin',
  operatingSystem: 'macOS 26.1',
  processor: 'Apple M2 Max',
  coreCount: 12,
  model: 'MacBook Pro (Mac14,6)',
} as const

/** A Mac of which not every source answers. */
export const ailingMac: Snapshot = { ...unifiedMac, machine, sources: ailingSources }

/** What doctor tells of it. */
export const ailing: Doctor = {
  schema: 'headroom/doctor/1',
  atMs: unifiedMac.atMs,
  machine,
  limit: unifiedMac.limit,
  findings: ['Headroom itself runs under Rosetta: start it with a Node for Apple silicon'],
  sources: ailingSources,
  abilities: [
    {
      id: 'terminal',
      title: 'pseudo-terminals (node-pty)',
      kind: 'absent',
      reason: 'node-pty is not installed, so there is no pseudo-terminal',
    },
    { id: 'database', title: 'history (SQLite)', kind: 'ok', reason: null },
  ],
  settings: { file: null, lines: [], serverKeys: [] },
}

export const healthyMac: Snapshot = {
  ...ailingMac,
  sources: ailingSources.filter(({ kind, isStale }) => kind === 'ok' && !isStale),
}
export const healthy: Doctor = {
  ...ailing,
  findings: [],
  sources: healthyMac.sources,
  abilities: ailing.abilities.filter(({ kind }) => kind === 'ok'),
}
