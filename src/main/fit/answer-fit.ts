import type { Fit } from '../../shared/fit.ts'
import { UsageError } from '../../shared/exit-code.ts'
import type { Host, OpenFile } from '../host/host.ts'
import type { FamilySize } from '../inference/estimate/family-guess.ts'
import type { ModelPlaces } from '../inference/models/find/model-places.ts'
import { createSizer, guessSizer } from './create-sizer.ts'
import type { FitOptions } from './fit-options.ts'
import { roomGiven, roomOfMac, type FitRoom, type OtherMac } from './fit-room.ts'
import { fitOf } from './fit.ts'
import { loadModel, loadPasted, readingOf } from './load-model.ts'

export interface FitQuestion {
  /** What the user named; null where a family's size is given instead. */
  readonly wanted: string | null
  readonly family: FamilySize | null
  /** Instead of what this machine has left now. */
  readonly roomBytes: number | null
  readonly mac: OtherMac | null
  readonly options: FitOptions
}

export interface FitWorld {
  readonly host: Pick<Host, 'ask' | 'openFile'>
  readonly places: ModelPlaces
  /** What is pasted, where `-` is wanted: a log. */
  readonly pasted: () => Promise<OpenFile>
  /** Asked only where nothing else is given: it takes longer than all the rest. */
  readonly roomNow: () => Promise<FitRoom>
}

export interface FitAnswer {
  readonly fit: Fit
  readonly room: FitRoom
}

/** What a load would take, part by part, and whether there is room for it. Throws UsageError of one sentence. */
export async function answerFit(question: FitQuestion, world: FitWorld): Promise<FitAnswer> {
  const { wanted, family, options } = question
  if (family !== null) {
    if (wanted !== null)
      throw new UsageError('name a model, or give --params and --quant: not both')
    const room = await roomFor(question, world)
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
      : await loadModel(world.host, wanted, world.places, options)
  const room = await roomFor(question, world)
  const { identity } = model
  // what a header claims is believed no longer where it is multiplied
  const fit = await readingOf(identity.path ?? identity.name, async () =>
    fitOf(identity, createSizer(model, options, room), room),
  )
  return { fit, room }
}

function roomFor(
  { roomBytes, mac, options }: FitQuestion,
  { roomNow }: FitWorld,
): FitRoom | Promise<FitRoom> {
  const isDivided = options.gpuLayers !== null || options.cpuMoeLayers > 0
  if (roomBytes !== null) return roomGiven(roomBytes, isDivided)
  return mac === null ? roomNow() : roomOfMac(mac)
}
