import { nothingDone, step, type PolicyState } from '../../src/main/core/policy-step.ts'
import { defaultReliefSettings, type ReliefSettings } from '../../src/shared/relief-settings.ts'
import type { Model } from '../../src/shared/server.ts'
import type { KernelPressure, Snapshot, StateCause, StateWord } from '../../src/shared/snapshot.ts'
import { GB, macAt, modelOf, serverOf, t0 } from '../alerts/moments.ts'

export const minuteMs = 60_000
export const idle = (
  name: string,
  bytes: number,
  idleMs: number,
  rest: Partial<Model> = {},
): Model => modelOf(name, bytes, { state: 'idle', idleSinceMs: t0 - idleMs, ...rest })

export const servers = [
  serverOf('s'),
  serverOf('q', { kind: 'llama-server', title: 'llama-server' }),
  serverOf('other', { kind: 'lmstudio', title: 'LM Studio' }),
]

/** A Mac whose room is short by 3 GB on the GPU, or as the test says. */
export function at(atMs: number, models: readonly Model[], rest: Partial<Snapshot> = {}): Snapshot {
  const snapshot = macAt(atMs, { servers, models, ...rest }, { gpuInUseBytes: 21 * GB })
  return rest.room === undefined ? withState(snapshot, 'tight') : snapshot
}
export function withState(
  snapshot: Snapshot,
  state: StateWord,
  stateCause: StateCause | null = state === 'plenty' ? null : 'room',
): Snapshot {
  const { room } = snapshot
  return room.kind === 'ok' ? { ...snapshot, room: { ...room, state, stateCause } } : snapshot
}

export const chosen = (rest: Partial<ReliefSettings>): ReliefSettings => ({
  ...defaultReliefSettings,
  ...rest,
})
export const whenIdle = chosen({ unloadIdleAfterMinutes: 10 })
export const forLoads = chosen({ beforeLoad: 'unload-idle' })
/** What is unloaded once it has lacked for long enough. */
export function act(snapshot: Snapshot, settings = whenIdle, before: PolicyState = nothingDone) {
  const { state } = step(before, snapshot, settings)
  const shortSinceMs = new Map(
    [...state.shortSinceMs.keys()].map((key) => [key, snapshot.atMs - 4_000] as const),
  )
  return step({ ...state, shortSinceMs }, snapshot, settings).act
}
export const named = (...given: Parameters<typeof act>): string | null =>
  act(...given)?.name ?? null

/** To be at ease it would need 2 GB more. */
export const kernel: KernelPressure = {
  level: 'warn',
  availableRatio: 0.5,
  availableBytes: 4 * GB,
  compressorBytes: 4 * GB,
  toWarnRatio: null,
  toCriticalRatio: null,
  notWiredOrCompressedRatio: null,
}

export const old = idle('old', 4 * GB, 20 * minuteMs)
