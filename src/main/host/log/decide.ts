/** A writer may go on in a file that was moved away or deleted: it is left when nothing has come for so long. */
const quietMs = 2_000
/** Two writers, one in the old file and one in the new: this long the new one waits. */
const longestWaitMs = 30_000

/** What is seen of the file that is read, after all of it has been read. */
export interface FileNow {
  /** It still stands where the log is. */
  readonly isAtPlace: boolean
  /** It is a whole copy, to which nobody writes. */
  readonly isCopy: boolean
  /** No name is left for it. */
  readonly isDeleted: boolean
  /** How long nothing has come. */
  readonly quietForMs: number
  /** How long another file has stood in its place with something in it. */
  readonly successorForMs: number
  /** Another file stands in its place; null: none does. */
  readonly successorBytes: number | null
}

/** `read-on`: it is read on. `wait`: it is away and quiet, but nothing has taken its place. `leave`: it is left. */
export type Decision = 'read-on' | 'wait' | 'leave'

/** What becomes of the file that is read. */
export function decide(now: FileNow): Decision {
  if (now.isAtPlace) return 'read-on'
  const isQuiet = now.isCopy || now.quietForMs >= quietMs
  if (!isQuiet) return now.successorForMs >= longestWaitMs ? 'leave' : 'read-on'
  if (now.isDeleted) return 'leave'
  // a writer that was not told of the rotation still writes to the old file while the new one is empty
  const hasSuccessor = now.successorBytes !== null && (now.isCopy || now.successorBytes > 0)
  return hasSuccessor ? 'leave' : 'wait'
}

/** When a file was changed last, and made: what comes later in a rotation is newer. */
export interface Age {
  readonly modifiedAtMs: number
  readonly bornAtMs: number
}

/** The clock of files ticks slowly: two may have been changed at the same instant. */
export const compareAges = (a: Age, b: Age): number =>
  a.modifiedAtMs - b.modifiedAtMs || a.bornAtMs - b.bornAtMs
