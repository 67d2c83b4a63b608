import type { ActLog } from '../../shared/act.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import type { Core } from '../core/core.ts'
import { keptActLines } from './act-lines.ts'
import { print, printJson } from './output.ts'
import { openOwnCore } from './own-core.ts'

export interface ActsOptions {
  /** Only those begun since; null: all that are kept. */
  readonly sinceMs: number | null
  readonly json: boolean
}

/** `headroom acts`: what Headroom has done, here and in every other Headroom of this user. */
export async function acts(options: ActsOptions): Promise<ExitCode> {
  const core = await openOwnCore({ roomCapBytes: null })
  try {
    const log = await actsSince(core, options.sinceMs, Date.now())
    if (options.json) printJson(log)
    else keptActLines(log, options.sinceMs).forEach(print)
    return exitCode.yes
  } finally {
    await core.close()
  }
}

export async function actsSince(
  core: Pick<Core, 'acts'>,
  sinceMs: number | null,
  nowMs: number,
): Promise<ActLog> {
  const log = await core.acts()
  return sinceMs === null
    ? log
    : { ...log, acts: log.acts.filter(({ atMs }) => atMs >= nowMs - sinceMs) }
}
