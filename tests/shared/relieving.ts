import type { App } from '../../src/shared/app.ts'
import { appId, loadId, modelId } from '../../src/shared/ids.ts'
import type { Relief, ReliefCandidate, Suggestion } from '../../src/shared/relief.ts'

/** What could be let go on a machine that nobody has had: composed by us. */

export const sdxl: ReliefCandidate = {
  kind: 'unload',
  modelId: modelId('sdxl'),
  appId: null,
  name: 'sdxl',
  words: 'idle 12 min',
  gpuBytes: 4.1e9,
  ramBytes: 4.1e9,
  gpuRatio: null,
  isSure: true,
  harm: 1,
  isSafe: true,
  risk: null,
  command: 'headroom unload sdxl',
}

export const slack: ReliefCandidate = {
  ...sdxl,
  kind: 'quit',
  modelId: null,
  appId: appId('/Applications/Slack.app'),
  name: 'Slack',
  words: '',
  gpuBytes: 0,
  ramBytes: 1.2e9,
  isSure: false,
  harm: 5,
  isSafe: false,
  risk: 'it may hold unsaved work',
  command: 'headroom quit Slack',
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

export const reliefOf = (steps: readonly ReliefCandidate[]): Relief => ({
  schema: 'headroom/relief/1',
  want: { kind: 'room', needBytes: 13e9 },
  have: {
    line: 'ram',
    roomBytes: 9.4e9,
    gapBytes: 3.6e9,
    gpuGapBytes: 0,
    ramGapBytes: 3.6e9,
  },
  isEnough: true,
  steps,
  freesBytes: sum(steps.map(({ ramBytes }) => ramBytes)),
  shortBytes: 0,
  freesRatio: null,
  candidates: steps,
  lead: 'To load qwen3:30b 3.6 GB are missing in RAM.',
  sentence: 'To load qwen3:30b 3.6 GB are missing: unload sdxl (4.1 GB, idle 12 min)',
})

export const suggestionOf = (...steps: readonly ReliefCandidate[]): Suggestion => ({
  cause: { kind: 'load', loadId: loadId('load'), name: 'qwen3:30b' },
  relief: reliefOf(steps),
})

/** An app with a window, which holds some memory. */
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
  unusedMs: 60_000,
  isOwn: true,
  quitEnds: null,
  growthBytesPerMinute: null,
  quit: { kind: 'ask', isSafe: false, risk: 'it may hold unsaved work' },
  startedAtMs: 0,
  processes: [],
}
