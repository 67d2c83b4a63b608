import { statSync } from 'node:fs'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { openOwnModels } from '../core/own-models.ts'
import { roomFor, type RoomQuestion } from '../fit/answer-fit.ts'
import { roomNow, type FitRoom } from '../fit/fit-room.ts'
import { localModelsOf } from '../fit/shelf/local-models.ts'
import { createShelf } from '../fit/shelf/shelf.ts'
import { chosenModels, type ModelChoice } from './choose-models.ts'
import { modelsTable } from './models-text.ts'
import { readLearning } from './read-learning.ts'
import { openOwnCore } from './own-core.ts'
import { print, printJson } from './output.ts'

export interface ModelsOptions extends ModelChoice, RoomQuestion {
  /** By their absolute paths. */
  readonly folders: readonly string[]
  readonly json: boolean
}

/** `headroom models`: every model on the disk, and whether it would fit. 1 where not all folders could be looked at. */
export async function models(options: ModelsOptions): Promise<ExitCode> {
  const { folders, json } = options
  folders.forEach(checkFolder)
  const own = await openOwnModels({ folders })
  const shelf = createShelf(own)
  const asked = askRoom(options)
  // on a Mac it is known what computes: the disk is read while the machine is asked
  const reading = process.platform === 'darwin' ? shelf.read('metal') : null
  const { room, snapshot } = await asked
  await (reading ?? shelf.read(room.device))
  const all = localModelsOf(shelf.seen(), {
    room,
    loaded: snapshot?.models ?? [],
    atMs: own.host.clock.nowMs(),
    isReading: false,
    learning: await readLearning(own.host),
  })
  const chosen = chosenModels(all, options)
  if (json) printJson(chosen)
  else
    print(
      modelsTable(chosen, all.models.length, process.stdout.columns ?? Number.POSITIVE_INFINITY),
    )
  return all.places.some(({ reason }) => reason !== null) ? exitCode.no : exitCode.yes
}

const isNow = ({ roomBytes, mac }: RoomQuestion): boolean => roomBytes === null && mac === null

function checkFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() !== true) throw new UsageError(`there is no folder ${path}`)
}

interface AskedRoom {
  readonly room: FitRoom
  readonly snapshot: Snapshot | null
}

async function askRoom(options: ModelsOptions): Promise<AskedRoom> {
  if (!isNow(options)) {
    const room = await roomFor(options, () => Promise.reject(new UsageError('no room is given')))
    return { room, snapshot: null }
  }
  const core = await openOwnCore({ roomCapBytes: null })
  const snapshot = await core.snapshotOnce().finally(core.close)
  return { room: roomNow(snapshot, process.platform), snapshot }
}
