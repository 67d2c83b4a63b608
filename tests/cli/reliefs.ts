import { appId, modelId } from '../../src/shared/ids.ts'
import type { Relief, ReliefCandidate } from '../../src/shared/relief.ts'
import { loom } from './running-apps.ts'

/** What can be let go on a Mac: composed by us. */
export const sdxl: ReliefCandidate = {
  kind: 'unload',
  modelId: modelId('ollama sdxl'),
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
export const loomToo: ReliefCandidate = {
  ...sdxl,
  kind: 'quit',
  modelId: null,
  appId: loom.id,
  name: 'Loom',
  words: '',
  gpuBytes: 0,
  ramBytes: 2.3e9,
  isSure: false,
  harm: 6,
  isSafe: false,
  risk: 'what is not saved in it',
  command: 'headroom quit Loom',
}
export const agent: ReliefCandidate = {
  ...loomToo,
  appId: appId('agent'),
  name: 'Sync Agent',
  ramBytes: 0.8e9,
  isSafe: true,
  risk: null,
  command: "headroom quit 'Sync Agent'",
}

export const reliefOf = (
  steps: readonly ReliefCandidate[],
  change: Partial<Relief> = {},
): Relief => ({
  schema: 'headroom/relief/1',
  want: { kind: 'room', needBytes: 6e9 },
  have: { line: 'ram', roomBytes: 2e9, gapBytes: 4e9, gpuGapBytes: 0, ramGapBytes: 4e9 },
  isEnough: true,
  steps,
  freesBytes: steps.reduce((sum, { ramBytes }) => sum + ramBytes, 0),
  shortBytes: 0,
  freesRatio: null,
  candidates: steps,
  lead: 'What is missing.',
  sentence: 'What to do.',
  ...change,
})
