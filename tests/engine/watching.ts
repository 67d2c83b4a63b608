import { onTestFinished } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Model, Server } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { until } from '../processes.ts'
import type { RunningEngine } from './start-engine.ts'

/** The whole of Headroom over this machine, somebody looking. */
export async function watching(): Promise<Core> {
  const core = await createCore(createLocalHost(), { roomCapBytes: null })
  onTestFinished(() => core.close())
  core.look()
  core.start()
  return core
}

/** What it tells of one engine: others may run beside it. */
export const serverOf = (
  { servers }: Snapshot,
  { pid }: Pick<RunningEngine, 'pid'>,
): Server | null => servers.find((server) => server.pid === pid) ?? null

export function modelOf(
  snapshot: Snapshot | null,
  running: Pick<RunningEngine, 'pid'>,
): Model | null {
  const server = snapshot === null ? null : serverOf(snapshot, running)
  return snapshot?.models.find(({ serverId }) => serverId === server?.id) ?? null
}

export const whenTold = <T>(
  core: Core,
  what: string,
  tell: (snapshot: Snapshot) => T | null,
): Promise<T> =>
  until(what, async () => {
    const snapshot = core.current()
    return snapshot === null ? null : tell(snapshot)
  })
