import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Doing } from '../../headroom/forecast/swap-growth.ts'

/** What may push others into swap: loads that are under way, models that generate. */
export const doingsIn = ({
  loads,
  models,
}: Pick<Snapshot, 'loads' | 'models'>): readonly Doing[] => [
  ...loads
    .filter(({ stage }) => stage === 'loading')
    .map(({ id, serverId, file, name, startedAtMs }): Doing => {
      const own = models.filter((model) => model.serverId === serverId && !model.isRemote)
      const model =
        own.find((one) => one.file !== null && one.file === file) ??
        own.find((one) => one.name === name || one.state === 'loading')
      return { id: `load ${id}`, modelId: model?.id ?? null, startedAtMs }
    }),
  ...models
    .filter(({ state, isRemote }) => state === 'generating' && !isRemote)
    .map(({ id }): Doing => ({ id: `model ${id}`, modelId: id, startedAtMs: null })),
]
