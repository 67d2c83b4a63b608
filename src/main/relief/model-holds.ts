import type { Model, Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Never } from './never.ts'

/** What of a Snapshot says who holds memory. */
export type HoldersIn = Pick<Snapshot, 'models' | 'servers' | 'apps' | 'gpu' | 'atMs'> &
  Partial<Pick<Snapshot, 'loads'>>

/** `unified`: the GPU has no memory but RAM; `own`: a card's; `none`: all is in RAM. */
export type GpuMemory = 'unified' | 'own' | 'none'

/** Where nothing is known of it, models say themselves what they hold there. */
export const gpuMemoryOf = ({ gpu }: Pick<Snapshot, 'gpu'>): GpuMemory =>
  gpu.kind === 'ok' && gpu.isUnified ? 'unified' : 'own'

/** What comes back on each line. */
export interface LineBytes {
  readonly gpuBytes: number
  readonly ramBytes: number
}

/** Models that do nothing, and go at once: one, or all that its server lets go with it. */
export interface ModelHold extends LineBytes {
  readonly kind: 'models'
  readonly first: Model
  readonly models: readonly Model[]
  readonly server: Server
  /** They go with their server, which does nothing else. */
  readonly endsServer: boolean
}

export function modelHolds(
  { models, servers }: Pick<HoldersIn, 'models' | 'servers'>,
  { memory, never }: { readonly memory: GpuMemory; readonly never: Never },
): readonly ModelHold[] {
  const idle = new Set(models.filter((model) => isFree(model, models) && !never.hasModel(model)))
  return [...idle].flatMap((model): readonly ModelHold[] => {
    const { eject, serverId } = model
    const server = servers.find(({ id }) => id === serverId)
    if (eject.kind === 'none' || server === undefined) return []
    const neighbours = models.filter((other) => other.serverId === serverId && !other.isRemote)
    const endsServer = neighbours.some((other) => other.eject.kind === 'quit')
    if (endsServer && never.hasServer(server)) return []
    const all = neighbours.some(takesOthers) ? neighbours : [model]
    // all of them go at once: once for the first, if none of them works
    if (all[0] !== model || all.some((other) => !idle.has(other))) return []
    const sum = (of: (one: Model) => number): number =>
      all.reduce((total, one) => total + of(one), 0)
    return [
      {
        kind: 'models',
        first: model,
        models: all,
        server,
        endsServer,
        gpuBytes: sum((one) => heldBy(one, memory).gpuBytes),
        ramBytes: sum((one) => heldBy(one, memory).ramBytes),
      },
    ]
  })
}

const takesOthers = ({ eject }: Model): boolean =>
  eject.kind === 'quit' || (eject.kind === 'unload' && eject.takesAll)

/** Loaded here, told of lately, and at no work. Weights that two have mapped stay as long as one of them does. */
export const isFree = (model: Model, models: readonly Model[]): boolean =>
  !model.isRemote &&
  !model.isStale &&
  (model.state === 'idle' || model.state === 'loaded') &&
  !model.sharesFile &&
  !models.some(
    (other) =>
      other !== model && other.file !== null && other.file === model.file && !other.isRemote,
  )

/** What one of them gives back by itself. */
export const heldBy = (model: Model, memory: GpuMemory): LineBytes => ({
  gpuBytes: onGpu(model, memory),
  ramBytes: inRam(model, memory),
})

/** What it takes, as far as that is told; 0 where it is not. */
const totalOf = ({ memory: { total, onGpu: gpu, weights } }: Model): number =>
  (total ?? gpu ?? weights)?.bytes ?? 0

function onGpu(model: Model, memory: GpuMemory): number {
  if (memory === 'none') return 0
  return model.memory.onGpu?.bytes ?? (memory === 'unified' ? totalOf(model) : 0)
}

/** A Mac's GPU has no other memory than RAM. */
const inRam = (model: Model, memory: GpuMemory): number =>
  memory === 'own' ? Math.max(0, totalOf(model) - onGpu(model, memory)) : totalOf(model)
