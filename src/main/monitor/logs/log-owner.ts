import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { LogFile } from './log-file.ts'

/** Whether a server writes this log: its output or its command line leads there, or it is its program's usual place. */
export function isOwner(
  { writer, program }: LogFile,
  { spec, found: { root } }: ServerTold,
): boolean {
  if (writer !== null) return root.pid === writer.pid && root.startedAtMs === writer.startedAtMs
  return program !== null && spec.logs?.program === program
}

/** By the port the log tells the children of its owner apart; a child that loads does not answer on it yet. */
export const portOf = ({ at, facts }: ServerTold): number | null => at?.port ?? facts.port ?? null

/** Whether the owner of this log, which is among those told, has started this server. */
export const isChild = (
  file: LogFile,
  { found: { parent } }: ServerTold,
  told: readonly ServerTold[],
): boolean =>
  parent !== null &&
  told.some((server) => server.found.root.pid === parent.pid && isOwner(file, server))
