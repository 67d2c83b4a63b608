import { candidatesOf, type CandidatesOptions } from '../../src/main/relief/candidates.ts'
import type { App } from '../../src/shared/app.ts'
import { pid } from '../../src/shared/ids.ts'
import type { ReliefCandidate } from '../../src/shared/relief.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { GB, macAt, modelOf, serverOf, t0 } from '../alerts/moments.ts'

/** A model of 9.1 GB that has done nothing for 12 minutes. */
export const idle = (rest: Partial<Model> = {}): Model =>
  modelOf('gemma3', 9.1 * GB, { state: 'idle', idleSinceMs: t0 - 12 * 60_000, ...rest })

/** What could be let go on a Mac on which one Ollama runs. */
export const ofMac = (
  rest: Partial<Snapshot>,
  options: CandidatesOptions = {},
): readonly ReliefCandidate[] =>
  candidatesOf(macAt(t0, { servers: [serverOf('s')], ...rest }), options)

export function processOf(id: number): App['processes'][number] {
  return {
    pid: pid(id),
    name: 'helper',
    memoryBytes: GB,
    memoryKind: 'footprint',
    startedAtMs: t0,
    isTranslated: null,
  }
}
