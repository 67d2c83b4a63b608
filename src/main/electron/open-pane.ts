import { shell } from 'electron'
import type { SystemPane } from '../../shared/shell.ts'
import { Refusal, reasonOf } from '../host/attempt.ts'
import { printable } from '../../shared/printable.ts'
import { addressOfPane } from './system-panes.ts'

/** Throws Refusal where nothing opens it: outside macOS nothing does. */
export const openPane = (pane: SystemPane): Promise<void> =>
  shell.openExternal(addressOfPane[pane]).catch((error: unknown) => {
    throw new Refusal(`System Settings did not open: ${printable(reasonOf(error), 160)}`)
  })
