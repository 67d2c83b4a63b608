import type { Host } from '../../../src/main/host/host.ts'
import type { QuitTarget, TargetProcess } from '../../../src/main/apps/quit/target.ts'
import { listed, type Orphans } from './orphans.ts'

export interface Stage {
  readonly host: Host
  readonly orphans: Orphans
  readonly random: () => number
  /** Told by it, programs of one trial are never taken for those of another. */
  readonly unique: number
}

export interface Scene {
  readonly target: QuitTarget
  /** Not meant: they live on, whatever happens. */
  readonly neighbours: readonly TargetProcess[]
  /** Meant, and they live on until they are ended by force. */
  readonly survives: readonly TargetProcess[]
  /** What happens between the list and the act. */
  readonly meanwhile: () => Promise<void>
  readonly folder: string | null
  readonly expected: {
    readonly end: RegExp
    /** Who starts it anew; null: that is not watched. */
    readonly returns: string | null
  }
}

const nothing = async (): Promise<void> => undefined

/** Two programs like those that are meant run beside them. */
export async function sceneOf(
  { host, orphans, unique }: Stage,
  pids: readonly number[],
  part: Partial<Scene> & Pick<Scene, 'expected'>,
): Promise<Scene> {
  const beside = [
    await orphans.start(['/bin/sleep', `${unique}.8`]),
    await orphans.start(['/bin/sh', '-c', `sleep ${unique}.9 & wait`]),
  ]
  const processes = await Promise.all(pids.map((id) => listed(host, id)))
  return {
    target: { name: `Loom ${unique}`, bundleId: null, bundlePath: null, processes },
    neighbours: await Promise.all(beside.map((id) => listed(host, id))),
    survives: [],
    meanwhile: nothing,
    folder: null,
    ...part,
  }
}
