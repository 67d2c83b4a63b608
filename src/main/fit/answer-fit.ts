import type { Fit } from '../../shared/fit.ts'
import { UsageError } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import type { Host, OpenFile } from '../host/host.ts'
import type { FamilySize } from '../inference/estimate/family-guess.ts'
import { createFolderReader } from '../inference/models/find/folder-reader.ts'
import { listModels } from '../inference/models/find/list-models.ts'
import { maxShownPath } from '../inference/models/find/model-files.ts'
import { nearNames } from '../inference/models/find/near-names.ts'
import { NoSuchModel } from '../inference/models/find/no-such-model.ts'
import type { ModelPlaces } from '../inference/models/find/model-places.ts'
import { createSizer, guessSizer } from './create-sizer.ts'
import type { FitOptions } from './fit-options.ts'
import type { Learning } from './learnt/learning.ts'
import { withLearning } from './learnt/sized.ts'
import { roomGiven, roomOfMac, type FitRoom, type OtherMac } from './fit-room.ts'
import { fitOf } from './fit.ts'
import { loadModel, loadPasted, readingOf, type LoadedModel } from './load-model.ts'
import { withOwnProgram } from './own-program.ts'
import type { Sizer } from './sizer.ts'

export interface FitQuestion extends RoomQuestion {
  /** What the user named; null where a family's size is given instead. */
  readonly wanted: string | null
  readonly family: FamilySize | null
  readonly options: FitOptions
}

export interface RoomQuestion {
  /** Instead of what this machine has left now. */
  readonly roomBytes: number | null
  readonly mac: OtherMac | null
}

export interface FitWorld {
  readonly host: Pick<Host, 'ask' | 'openFile'>
  readonly places: ModelPlaces
  /** What is pasted, where `-` is wanted: a log. */
  readonly pasted: () => Promise<OpenFile>
  /** Asked only where nothing else is given: it takes longer than all the rest. */
  readonly roomNow: () => Promise<FitRoom>
  /** Where models lie beside the usual places: given by whoever wants to be told what else may have been meant. */
  readonly folders?: () => Promise<readonly string[]>
  /** What real loads on this machine have taught. */
  readonly learning?: Pick<Learning, 'of'> | undefined
}

export interface FitAnswer {
  readonly fit: Fit
  readonly room: FitRoom
}

/** What a load would take, part by part, and whether there is room for it. Throws UsageError of one sentence. */
export async function answerFit(question: FitQuestion, world: FitWorld): Promise<FitAnswer> {
  const { wanted, family, options } = question
  const isDivided = options.gpuLayers !== null || options.cpuMoeLayers > 0
  if (family !== null) {
    if (wanted !== null)
      throw new UsageError('name a model, or give --params and --quant: not both')
    const room = await roomFor(question, world.roomNow, isDivided)
    const fit = await readingOf('a guess by size', async () => {
      const { identity, sizer } = guessSizer(family, options, room)
      return fitOf(identity, sizer, room)
    })
    return { fit, room }
  }
  if (wanted === null) throw new UsageError('name a model, or give --params and --quant')
  const model =
    wanted === '-'
      ? await loadPasted(await world.pasted())
      : await loadModel(world.host, wanted, world.places, options).catch((error: unknown) =>
          withNearNames(error, wanted, world),
        )
  const room = await roomFor(question, world.roomNow, isDivided)
  const own = await withOwnProgram(world.host, world.places, model, options)
  const { fit } = await fitLoaded(model, own, room, withLearning(createSizer, world.learning))
  return { fit, room }
}

/** Throws what it is given, with what else may have been meant where nothing is called so. */
async function withNearNames(error: unknown, wanted: string, world: FitWorld): Promise<never> {
  if (!(error instanceof NoSuchModel) || world.folders === undefined) throw error
  const { host, places } = world
  const reader = createFolderReader(host, new Map(), () => 0)
  const { models } = await listModels({
    asker: host,
    reader,
    places,
    folders: await world.folders(),
  })
  const near = nearNames(wanted, models).map((name) => printable(name, maxShownPath))
  if (near.length === 0) throw error
  throw new UsageError(`${error.message}; did you mean ${near.join(', ')}?`)
}

/** The same of a model that is read already. Throws UsageError. */
export const fitLoaded = (
  model: LoadedModel,
  options: FitOptions,
  room: FitRoom,
  sizedBy: typeof createSizer = createSizer,
): Promise<{ readonly fit: Fit; readonly sizer: Sizer }> =>
  // what a header claims is believed no longer where it is multiplied
  readingOf(model.identity.path ?? model.identity.name, async () => {
    const sizer = sizedBy(model, options, room)
    return { fit: fitOf(model.identity, sizer, room), sizer }
  })

/** `isDivided`: some of the model is left to the CPU. */
export function roomFor(
  { roomBytes, mac }: RoomQuestion,
  roomNow: () => Promise<FitRoom>,
  isDivided = false,
): FitRoom | Promise<FitRoom> {
  if (roomBytes !== null) return roomGiven(roomBytes, isDivided)
  return mac === null ? roomNow() : roomOfMac(mac)
}
