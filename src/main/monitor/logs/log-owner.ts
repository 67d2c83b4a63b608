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

/** The one that writes this log; null where none does, and where more than one may: nothing says which then. */
export function ownerOf(file: LogFile, told: readonly ServerTold[]): ServerTold | null {
  const [owner, another] = told.filter((server) => isOwner(file, server))
  return another === undefined ? (owner ?? null) : null
}

/**
 * Whether what it says of the machine is said of this one: a program that runs here writes it, or it is a place to which only
 * this user's programs write. What a user names may be a colleague's, and to /tmp anybody may write.
 */
export const isOfThisMachine = ({ path, program, writer }: LogFile): boolean =>
  writer !== null || (program !== null && !/^(?:\/private)?(?:\/var)?\/tmp\//.test(path))

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

/** Who has written a line: the child of its port, else the one that writes the log; null where none of them runs any more. */
export function writerOf(
  port: number | null,
  file: LogFile,
  told: readonly ServerTold[],
): ServerTold | null {
  const child = told.find(
    (one) => port !== null && portOf(one) === port && isChild(file, one, told),
  )
  return child ?? ownerOf(file, told)
}
