import { createCore } from '../core/core.ts'
import { createLocalHost } from '../host/local.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { print, printJson } from './output.ts'
import { statusText } from './status-text.ts'

/** `headroom status`: one Snapshot of now. */
export async function status(options: { readonly json: boolean }): Promise<ExitCode> {
  const core = await createCore(createLocalHost(), { roomCapBytes: null })
  const snapshot = await core.snapshotOnce()
  await core.close()
  if (options.json) printJson(snapshot)
  else print(statusText(snapshot))
  return snapshot.room.state === 'unknown' ? exitCode.cannotTell : exitCode.yes
}
