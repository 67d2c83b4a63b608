import { homedir } from 'node:os'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { answerFit, type FitQuestion } from '../core/fit/answer-fit.ts'
import { roomNow, type FitRoom } from '../core/fit/fit-room.ts'
import { createLocalHost } from '../host/local.ts'
import { modelPlacesOf } from '../inference/models/find/model-places.ts'
import { fitText } from './fit-text.ts'
import { openOwnCore } from './own-core.ts'
import { print, printJson } from './output.ts'

/** `headroom fit`: what a load would take, part by part, and whether there is room for it. */
export async function fit(
  question: FitQuestion,
  options: { readonly json: boolean },
): Promise<ExitCode> {
  const host = createLocalHost()
  const places = modelPlacesOf(process.env, homedir(), process.cwd(), process.platform)
  const told = await answerFit(question, { host, places, roomNow: readRoom }).finally(host.close)
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

async function readRoom(): Promise<FitRoom> {
  const core = await openOwnCore({ roomCapBytes: null })
  return roomNow(await core.snapshotOnce().finally(core.close), process.platform)
}
