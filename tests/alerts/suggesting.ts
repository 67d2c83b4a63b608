import { expect } from 'vitest'
import { createSuggesting } from '../../src/main/alerts/suggestion.ts'
import { modelId, serverId } from '../../src/shared/ids.ts'
import type { Suggestion } from '../../src/shared/relief.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { disagreementsOf } from '../relief/agree.ts'
import { GB, loadOf, macAt, modelOf, needOf, serverOf, t0, type MacFigures } from './moments.ts'

export const servers = [serverOf('s'), serverOf('own', { kind: 'llama-server' })]
export const idle = (name: string, bytes: number, rest: Partial<Model> = {}): Model =>
  modelOf(name, bytes, { id: modelId(name), state: 'idle', idleSinceMs: t0 - 7.2e6, ...rest })
export const loading = (needBytes: number, roomBytes: number): Snapshot['loads'] => [
  loadOf('qwen3:30b', needOf(needBytes, roomBytes), { serverId: serverId('own') }),
]

/** A load of 19.2 GB that has 16 GB. */
export const shortOf = (
  atMs: number,
  rest: Partial<Snapshot> = {},
  figures: MacFigures = {},
): Snapshot =>
  macAt(
    atMs,
    { servers, models: [idle('gemma3', 9.1 * GB)], loads: loading(19.2 * GB, 16 * GB), ...rest },
    { gpuInUseBytes: 6 * GB, ...figures },
  )

export const once = (snapshot: Snapshot, never: readonly string[] = []): Suggestion | null => {
  const said = createSuggesting()({ ...snapshot, never }, true)
  if (said !== null) expect(disagreementsOf(said.relief)).toEqual([])
  return said
}
export const namesOf = (said: Suggestion | null): readonly string[] | null =>
  said === null ? null : said.relief.steps.map(({ name }) => name)
