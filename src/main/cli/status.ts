import type { BarFormat } from '../../shared/bar-format.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { reasonOf } from '../host/attempt.ts'
import { print, printJson, say } from './output.ts'
import { servedSnapshot, type Served } from './served-snapshot.ts'

export interface StatusOptions {
  readonly form: 'text' | 'json' | BarFormat
  /** null: this machine is looked at. */
  readonly served: Served | null
  readonly logFiles: readonly string[]
}

/** `headroom status`: one Snapshot of now. */
export async function status({ form, served, logFiles }: StatusOptions): Promise<ExitCode> {
  const read = served === null ? ownSnapshot(logFiles) : servedSnapshot(served)
  const snapshot = await read.catch((error: unknown) => {
    if (served === null || error instanceof UsageError) throw error
    return reasonOf(error) // whatever keeps the other from answering
  })
  if (typeof snapshot === 'string') return withoutAnswer(form, snapshot)
  await show(form, snapshot)
  // alerts do not change the code: scripts ask here whether the room is known, and with `wait` whether there is enough
  return snapshot.room.state === 'unknown' ? exitCode.cannotTell : exitCode.yes
}

async function ownSnapshot(logFiles: readonly string[]): Promise<Snapshot> {
  const { openOwnCore } = await import('./own-core.ts')
  const core = await openOwnCore({ roomCapBytes: null, logFiles })
  const snapshot = await core.snapshotOnce()
  await core.close()
  return snapshot
}

async function show(form: StatusOptions['form'], snapshot: Snapshot): Promise<void> {
  switch (form) {
    case 'json':
      return printJson(snapshot)
    case 'text':
      return print((await import('./status-text.ts')).statusText(snapshot))
    case 'swiftbar':
    case 'tmux':
    case 'starship':
      return print((await import('./formats/in-format.ts')).inFormat(form, snapshot))
  }
}

/** A bar shows that nothing is known, where it would else keep an old figure. */
async function withoutAnswer(form: StatusOptions['form'], reason: string): Promise<ExitCode> {
  say(`headroom: ${reason}`)
  if (form !== 'json' && form !== 'text')
    print((await import('./formats/in-format.ts')).unknownInFormat(form, reason))
  return exitCode.cannotTell
}
