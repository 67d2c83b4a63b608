import { homedir } from 'node:os'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { openOwnModels } from '../core/own-models.ts'
import { answerFit, type FitQuestion } from '../fit/answer-fit.ts'
import { roomNow, type FitRoom } from '../fit/fit-room.ts'
import { withHolders } from '../fit/room-holders.ts'
import type { Host, OpenFile } from '../host/host.ts'
import { createLocalHost } from '../host/local.ts'
import { modelPlacesOf } from '../inference/models/find/model-places.ts'
import { fitText } from './fit-text.ts'
import { readLearning } from './read-learning.ts'
import { openOwnCore } from './own-core.ts'
import { createLook, ownRelief } from './own-relief.ts'
import { print, printJson, say } from './output.ts'

/** `headroom fit`: what a load would take, part by part, and whether there is room for it. */
export async function fit(
  question: FitQuestion,
  options: { readonly json: boolean },
): Promise<ExitCode> {
  const host = createLocalHost()
  const places = modelPlacesOf(process.env, homedir(), process.cwd(), process.platform)
  const folders = async (): Promise<readonly string[]> => (await openOwnModels()).folders()
  const learning = await readLearning(host)
  const world = {
    host,
    places,
    pasted: readPasted,
    roomNow: () => readRoom(host),
    folders,
    learning,
  }
  const told = await answerFit(question, world).finally(host.close)
  if (options.json) printJson(told.fit)
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

/** A log that is longer was not pasted. */
const maxPastedBytes = 64 * 2 ** 20

async function readPasted(): Promise<OpenFile> {
  if (process.stdin.isTTY) say('paste the log, then press Ctrl-D on a line of its own')
  const pieces: Buffer[] = []
  let sizeBytes = 0
  for await (const piece of process.stdin.iterator({ destroyOnReturn: true })) {
    const bytes = Buffer.from(piece)
    pieces.push(bytes)
    sizeBytes += bytes.length
    if (sizeBytes > maxPastedBytes)
      throw new UsageError(`standard input: more than ${maxPastedBytes} bytes`)
  }
  const all = Buffer.concat(pieces)
  return {
    sizeBytes,
    read: async (into, offsetBytes) => all.copy(into, 0, offsetBytes),
    close: async () => undefined,
  }
}

async function readRoom(host: Host): Promise<FitRoom> {
  const core = await openOwnCore({ roomCapBytes: null })
  const snapshot = await createLook(core, () => ownRelief(host))().finally(core.close)
  return withHolders(roomNow(snapshot, process.platform), snapshot)
}
