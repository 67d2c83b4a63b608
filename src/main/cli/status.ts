import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { openOwnCore } from './own-core.ts'
import { print, printJson } from './output.ts'
import { statusText } from './status-text.ts'

/** `headroom status`: one Snapshot of now. */
export async function status(options: {
  readonly json: boolean
  readonly logFiles: readonly string[]
}): Promise<ExitCode> {
  const core = await openOwnCore({ roomCapBytes: null, logFiles: options.logFiles })
  const snapshot = await core.snapshotOnce()
  await core.close()
  if (options.json) printJson(snapshot)
  else print(statusText(snapshot))
  // alerts do not change the code: scripts ask here whether the room is known, and with `wait` whether there is enough
  return snapshot.room.state === 'unknown' ? exitCode.cannotTell : exitCode.yes
}
