import type { LocalModels } from '../../shared/local-models.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { roomNow } from '../fit/fit-room.ts'
import { createLearning } from '../fit/learnt/learning.ts'
import type { LearntUse } from '../history/learnt/learnt-use.ts'
import { localModelsOf } from '../fit/shelf/local-models.ts'
import { createShelf } from '../fit/shelf/shelf.ts'
import type { OwnModels } from './own-models.ts'

/** Whoever asks again sooner is told the same: a screen asks until all is read. */
const freshMs = 5_000
/** What is known already is worth waiting for, but not longer than this. */
const patienceMs = 100

/** Answers with what is known, while it looks at the disk for the next answer. */
export function createModelsDesk(
  models: OwnModels,
  snapshotNow: () => Promise<Snapshot>,
  learnt?: LearntUse,
): () => Promise<LocalModels> {
  const shelf = createShelf(models)
  const { clock } = models.host
  const learning = createLearning(learnt)
  let reading: Promise<void> | null = null
  let readAtMs = Number.NEGATIVE_INFINITY
  let readFor: string | null = null

  const read = async (snapshot: Snapshot): Promise<void> => {
    const { device } = roomNow(snapshot, models.places.platform)
    await shelf.read(device)
    readAtMs = clock.nowMs()
    readFor = device
  }

  return async () => {
    await learning.refresh()
    const snapshot = await snapshotNow()
    const room = roomNow(snapshot, models.places.platform)
    const sinceMs = clock.nowMs() - readAtMs
    const isFresh = readFor === room.device && sinceMs >= 0 && sinceMs < freshMs
    if (!isFresh) {
      reading ??= read(snapshot).finally(() => {
        reading = null
      })
      await Promise.race([reading, new Promise<void>((done) => clock.after(patienceMs, done))])
    }
    return localModelsOf(shelf.seen(), {
      room,
      loaded: snapshot.models,
      atMs: clock.nowMs(),
      isReading: reading !== null,
      learning,
    })
  }
}
