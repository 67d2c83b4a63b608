import { createCore, type Core } from '../core/core.ts'
import { openOwnKeys } from '../core/own-keys.ts'
import { openOwnLogs } from '../core/own-logs.ts'
import { createLocalHost } from '../host/local.ts'
import { surroundings } from '../host/surroundings.ts'

export interface OwnCoreOptions {
  readonly roomCapBytes: number | null
  /** Logs beside those of the programs and of the settings. */
  readonly logFiles?: readonly string[]
}

/** Core over this machine, with its user's keys and logs: what a command of the terminal asks. */
export const openOwnCore = async ({ roomCapBytes, logFiles = [] }: OwnCoreOptions): Promise<Core> =>
  createCore(createLocalHost(), {
    roomCapBytes,
    modelVariables: surroundings().environment,
    keys: await openOwnKeys(),
    logs: await openOwnLogs({ files: logFiles, stays: false }),
  })
