import { expect } from 'vitest'
import { planOf } from '../../src/main/relief/plan.ts'
import { modelId } from '../../src/shared/ids.ts'
import type { Relief, ReliefWant } from '../../src/shared/relief.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { GB, macAt, modelOf, serverOf, t0, type MacFigures } from '../alerts/moments.ts'
import { disagreementsOf } from './agree.ts'

export const idle = (name: string, bytes: number, rest: Partial<Model> = {}): Model =>
  modelOf(name, bytes, {
    id: modelId(name),
    state: 'idle',
    idleSinceMs: t0 - 12 * 60_000,
    ...rest,
  })
export const room = (needBytes: number): ReliefWant => ({ kind: 'room', needBytes })

export function plan(
  want: ReliefWant,
  rest: Partial<Snapshot> = {},
  figures: MacFigures = {},
  never: readonly string[] = [],
): Relief {
  const relief = planOf(want, macAt(t0, { servers: [serverOf('s')], ...rest }, figures), { never })
  expect(disagreementsOf(relief)).toEqual([])
  return relief
}
export const namesOf = ({ steps }: Relief): readonly string[] => steps.map(({ name }) => name)

/** 0.9 GB are left within Metal's limit. */
export const tight: MacFigures = { gpuInUseBytes: 21.1 * GB, availableBytes: 8 * GB }
