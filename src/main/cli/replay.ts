import { createCore } from '../core/core.ts'
import { openRecording } from '../host/open-recording.ts'
import { createReplayer } from '../host/replayer.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { createNewAlertLines } from './console-notifier.ts'
import { print, printJson, say } from './output.ts'
import { createTickText } from './status-text.ts'

export interface ReplayOptions {
  readonly json: boolean
  /** 1: at the pace of the recording; null: as fast as it goes. */
  readonly speed: number | null
}

/** `headroom replay`: a recording through the same probes, to the same Snapshots. */
export async function replay(path: string, { json, speed }: ReplayOptions): Promise<ExitCode> {
  const opened = await openRecording(path)
  if (opened.kind !== 'ok') throw new UsageError(`${path}: ${opened.reason}`)
  if (opened.value.isCut) say(`${path}: the last line was cut and is passed over`)
  const replayer = createReplayer(opened.value)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const textOf = createTickText()
  const newAlertLines = createNewAlertLines({ stream: process.stdout, besideFindings: true })
  core.onSnapshot((snapshot) => {
    if (json) return printJson(snapshot)
    newAlertLines(snapshot).forEach(print)
    print(textOf(snapshot))
  })
  core.look()
  core.start()
  void untilStopped().then(replayer.stop)
  await replayer.play({ speed, isLooping: false })
  await core.close()
  return exitCode.yes
}
