import { bytesOfModel } from './relief.ts'
import type { Unjudged } from './rule.ts'

/** Something that held memory of the GPU, and is gone. */
export interface Ending {
  readonly name: string
  /** What it held; null: that was not told. */
  readonly bytes: number | null
  readonly atMs: number
}

interface Holder extends Omit<Ending, 'atMs'> {
  readonly id: string
}

/** Finds what holds GPU memory and has ended since the Snapshot before: a model that was unloaded, a server, a process that died. */
export function createEndings(): (snapshot: Unjudged) => Ending | null {
  let before: readonly Holder[] = []
  return (snapshot) => {
    const source = snapshot.sources.find(({ id }) => id === 'servers')
    // nobody listed: nobody ended
    if (source !== undefined && (source.kind !== 'ok' || source.isStale)) return null
    const now = holdersOf(snapshot)
    const isThere = new Set(now.map(({ id }) => id))
    const gone = before.find(({ id }) => !isThere.has(id))
    before = now
    return gone === undefined ? null : { name: gone.name, bytes: gone.bytes, atMs: snapshot.atMs }
  }
}

/** Models first, by which people know them. */
const holdersOf = ({ models, servers }: Unjudged): readonly Holder[] => [
  ...models
    .filter(({ isRemote }) => !isRemote)
    .map((model) => ({ id: `model ${model.id}`, name: model.name, bytes: bytesOfModel(model) })),
  ...servers.map(({ id, title }) => ({ id: `server ${id}`, name: title, bytes: null })),
]

/** Whether something may hold GPU memory of which nobody tells how much: what it wires would pass for nobody's. */
export const hasUntoldHolder = ({ models, servers }: Unjudged): boolean =>
  models.some((model) => !model.isRemote && bytesOfModel(model) === null) ||
  servers.some(
    ({ id, tellsModels }) =>
      !tellsModels &&
      models.every(({ serverId }) => serverId !== id) &&
      servers.every(({ parentId }) => parentId !== id),
  )
