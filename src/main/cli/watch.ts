import { tickEveryMs } from '../monitor/pace.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { createNewAlertLines } from './console-notifier.ts'
import { openOwnCore } from './own-core.ts'
import { print, printJson } from './output.ts'
import { createTickText } from './status-text.ts'

/** The pace of sampling while nobody looks (monitor/source.ts). */
const aloneEveryMs = tickEveryMs({ isLooked: false, isOnBattery: false })
/** A tick may come a little early or late: it still belongs to its turn. */
const jitterMs = 200

export interface WatchOptions {
  readonly json: boolean
  readonly everyMs: number
  readonly roomCapBytes: number | null
  readonly logFiles: readonly string[]
}

/** `headroom watch`: a Snapshot a tick, until it is stopped. */
export async function watch({ json, everyMs, ...options }: WatchOptions): Promise<ExitCode> {
  const core = await openOwnCore(options)
  let printedAtMs = Number.NEGATIVE_INFINITY
  const textOf = createTickText()
  const newAlertLines = createNewAlertLines({ stream: process.stdout, besideFindings: true })
  core.onSnapshot((snapshot) => {
    // at once, also between two turns
    if (!json) newAlertLines(snapshot).forEach(print)
    const sinceMs = snapshot.atMs - printedAtMs
    if (sinceMs >= 0 && sinceMs < everyMs - jitterMs) return // below 0: the clock was set back
    printedAtMs = snapshot.atMs
    if (json) printJson(snapshot)
    else print(textOf(snapshot))
  })
  if (everyMs < aloneEveryMs) core.look() // rarer Snapshots do well with the pace of nobody looking
  core.start()
  await untilStopped()
  await core.close()
  return exitCode.yes
}
