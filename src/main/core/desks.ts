import type { FitInput, FitShown } from '../../shared/fit-shown.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { Refusal } from '../host/attempt.ts'
import type { FitDeskWorld } from './fit-desk.ts'
import type { OwnModels } from './own-models.ts'

export interface Desks {
  models(): Promise<LocalModels>
  fit(input: FitInput): Promise<FitShown>
  /** What was read of models is read anew. */
  forgetModels(): void
}

/** What is asked of models on the disk. What reads and reckons them is loaded when somebody asks first. */
export function createDesks(
  models: OwnModels | undefined,
  snapshotNow: () => Promise<Snapshot>,
  world: FitDeskWorld = {},
): Desks {
  if (models === undefined) {
    const refuse = (): Promise<never> =>
      Promise.reject(new Refusal('models on the disk are shown only of this machine as it is now'))
    return { models: refuse, fit: refuse, forgetModels: () => undefined }
  }
  const opening = () =>
    once(async () => {
      const { createModelsDesk } = await import('./models-desk.ts')
      return createModelsDesk(models, snapshotNow, world.learnt)
    })
  let openModels = opening()
  const openFit = once(async () => {
    const { createFitDesk } = await import('./fit-desk.ts')
    return createFitDesk(models, snapshotNow, world)
  })
  return {
    models: async () => (await openModels())(),
    fit: async (input) => (await openFit())(input),
    forgetModels: () => {
      openModels = opening()
    },
  }
}

/** What could not be made is made again for whoever asks next. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      // EMFILE, EIO: whatever it is, it is told to whoever asked
      made = null
      throw error
    })
    return made
  }
}
