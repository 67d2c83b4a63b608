import { createCore, type Core } from '../core/core.ts'
import { openOwnKeys } from '../core/own-keys.ts'
import { createLocalHost } from '../host/local.ts'

/** Core over this machine, with its user's keys: what a command of the terminal asks. */
export const openOwnCore = async (roomCapBytes: number | null): Promise<Core> =>
  createCore(createLocalHost(), { roomCapBytes, keys: await openOwnKeys() })
