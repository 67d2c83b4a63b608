import { homedir } from 'node:os'
import type { Fit } from '../../shared/fit.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import type { FitOptions } from '../core/fit/fit-options.ts'
import { roomGiven, roomNow, roomOfMac, type FitRoom, type OtherMac } from '../core/fit/fit-room.ts'
import { fitOf } from '../core/fit/fit.ts'
import { loadModel, readingOf } from '../core/fit/load-model.ts'
import { createSizer, guessSizer } from '../core/fit/create-sizer.ts'
import { createLocalHost } from '../host/local.ts'
import { modelPlacesOf } from '../inference/models/find/model-places.ts'
import type { FamilySize } from '../inference/estimate/family-guess.ts'
import { fitText } from './fit-text.ts'
import { openOwnCore } from './own-core.ts'
import { print, printJson } from './output.ts'

export interface FitCommand {
  /** What the user named; null where a family's size is given instead. */
  readonly wanted: string | null
  readonly family: FamilySize | null
  /** Instead of what this machine has left now. */
  readonly roomBytes: number | null
  readonly mac: OtherMac | null
  readonly options: FitOptions
  readonly json: boolean
}

/** `headroom fit`: what a load would take, part by part, and whether there is room for it. */
export async function fit(command: FitCommand): Promise<ExitCode> {
  const told = await fitFor(command)
  if (command.json) printJson(told.fit)
  else print(fitText(told.fit, told.room).join('\n'))
  switch (told.fit.verdict) {
    case 'fits':
    case 'tight':
      return exitCode.yes
    case 'no':
      return exitCode.no
    case 'unknown':
      return exitCode.cannotTell
  }
}

async function fitFor({
  wanted,
  family,
  options,
  ...against
}: FitCommand): Promise<{ readonly fit: Fit; readonly room: FitRoom }> {
  if (family !== null) {
    if (wanted !== null)
      throw new UsageError('name a model, or give --params and --quant: not both')
    const room = await roomFor(against)
    const guessed = await readingOf('a guess by size', async () => {
      const { identity, sizer } = guessSizer(family, options, room)
      return fitOf(identity, sizer, room)
    })
    return { fit: guessed, room }
  }
  if (wanted === null) throw new UsageError('name a model, or give --params and --quant')
  const host = createLocalHost()
  try {
    const places = modelPlacesOf(process.env, homedir(), process.cwd(), process.platform)
    const model = await loadModel(host, wanted, places, options)
    const room = await roomFor(against)
    const { identity } = model
    // what a header claims is believed no longer where it is multiplied
    const reckoned = await readingOf(identity.path ?? identity.name, async () =>
      fitOf(identity, createSizer(model, options, room), room),
    )
    return { fit: reckoned, room }
  } finally {
    await host.close()
  }
}

/** The machine is asked only where nothing else is given: it takes longer than all the rest. */
async function roomFor({
  roomBytes,
  mac,
}: Pick<FitCommand, 'roomBytes' | 'mac'>): Promise<FitRoom> {
  if (roomBytes !== null) return roomGiven(roomBytes)
  if (mac !== null) return roomOfMac(mac)
  const core = await openOwnCore({ roomCapBytes: null })
  const snapshot = await core.snapshotOnce()
  await core.close()
  return roomNow(snapshot)
}
