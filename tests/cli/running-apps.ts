import type { Act, ActOutcome } from '../../src/shared/act.ts'
import type { App } from '../../src/shared/app.ts'
import { actId, appId, pid } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { actOf } from '../shared/act-of.ts'
import { nothingKnown, ofSource } from '../web/fake-core.ts'

/** Apps that no machine has had: composed by us. */
export const loom: App = {
  id: appId('/Applications/Loom.app'),
  name: 'Loom',
  kind: 'app',
  detail: null,
  isHeadroom: false,
  memoryBytes: 2.3e9,
  memoryKind: 'footprint',
  bundleId: 'com.example.loom',
  iconName: 'app',
  gpuRatio: null,
  hasWindows: true,
  isFront: false,
  unusedMs: null,
  isOwn: true,
  quitEnds: null,
  growthBytesPerMinute: null,
  quit: { kind: 'ask', isSafe: false, risk: 'it may hold unsaved work' },
  startedAtMs: 1,
  processes: [processOf(4_242, 'Loom'), processOf(4_243, 'Loom Helper')],
}

export function processOf(number: number, name: string): App['processes'][number] {
  return {
    pid: pid(number),
    name,
    memoryBytes: 1e9,
    memoryKind: 'footprint',
    startedAtMs: 1,
    isTranslated: null,
  }
}

/** In the background, with nothing to lose. */
export const sync: App = {
  ...loom,
  id: appId('/Applications/Sync Agent.app'),
  name: 'Sync Agent',
  memoryBytes: 0.8e9,
  bundleId: 'com.example.sync',
  hasWindows: false,
  quit: { kind: 'ask', isSafe: true, risk: null },
  processes: [processOf(77, 'syncd')],
}

export const finder: App = {
  ...loom,
  id: appId('/System/Finder.app'),
  name: 'Finder',
  bundleId: 'com.apple.finder',
  quit: { kind: 'none', reason: 'the session of its user ends with it' },
  processes: [processOf(9, 'Finder')],
}

export const running: Snapshot = {
  ...nothingKnown,
  apps: [loom, finder, sync],
  sources: [{ ...ofSource, id: 'processes', kind: 'ok' }],
}

export const quitActOf = (outcome: ActOutcome, change: Partial<Act> = {}): Act =>
  actOf(outcome, {
    id: actId('act-1'),
    act: 'quit',
    target: 'Loom',
    appId: loom.id,
    server: null,
    request: 'terminate to Loom (4242)',
    heldBytes: 2.3e9,
    expectedBytes: 2.3e9,
    sentence: 'what happened',
    help: null,
    ...change,
  })
