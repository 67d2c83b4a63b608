import { appId, loadId, modelId } from '../../../src/shared/ids.ts'
import type { ReliefCandidate, Suggestion } from '../../../src/shared/relief.ts'
import { formatBytes } from '../../../src/shared/units.ts'

/** What could be let go: composed by us. Its name is its id. */
export const candidateOf = (
  kind: ReliefCandidate['kind'],
  name: string,
  bytes: number,
  change: Partial<ReliefCandidate> = {},
): ReliefCandidate => ({
  kind,
  modelId: kind === 'unload' ? modelId(name) : null,
  appId: kind === 'quit' ? appId(name) : null,
  name,
  words: kind === 'unload' ? 'idle 12 min' : 'in the background',
  gpuBytes: kind === 'unload' ? bytes : 0,
  ramBytes: bytes,
  gpuRatio: null,
  isSure: kind === 'unload',
  harm: 1,
  isSafe: true,
  risk: null,
  command: `headroom ${kind} ${name}`,
  ...change,
})

/** What there is, as the machines of the pictures have it. */
const roomBytes = 1.1e9

/** The suggestion to let these go for a load that does not fit. */
export function suggestionOf(...steps: readonly ReliefCandidate[]): Suggestion {
  const freesBytes = steps.reduce((sum, { ramBytes }) => sum + ramBytes, 0)
  const gapBytes = freesBytes - 0.5e9
  const what = steps.map(({ kind, name, ramBytes }) => `${kind} ${name} (${formatBytes(ramBytes)})`)
  return {
    cause: { kind: 'load', loadId: loadId('load'), name: 'qwen3:30b' },
    relief: {
      schema: 'headroom/relief/1',
      want: { kind: 'room', needBytes: roomBytes + gapBytes },
      have: {
        line: 'ram',
        roomBytes,
        gapBytes,
        gpuGapBytes: 0,
        ramGapBytes: gapBytes,
      },
      isEnough: true,
      steps,
      freesBytes,
      shortBytes: 0,
      freesRatio: null,
      candidates: steps,
      lead: `To load qwen3:30b ${formatBytes(gapBytes)} are missing.`,
      sentence: `To load qwen3:30b ${formatBytes(gapBytes)} are missing: ${what.join(' and ')}`,
    },
  }
}
