/** A writer may go on in a file that was moved away or deleted: it is left when nothing has come for so long. */
const quietMs = 2_000
/** Two writers, one in the old file and one in the new: this long the new one waits. */
const longestContestMs = 30_000

/** What is seen of the file that is read, after all of it has been read. */
export interface Sight {
  /** It still stands where the log is. */
  readonly isAtPlace: boolean
  /** It is a whole copy, to which nobody writes. */
  readonly isCopy: boolean
  /** No name is left for it. */
  readonly isDeleted: boolean
  /** How long nothing has come. */
  readonly quietForMs: number
  /** How long another file has stood in its place with something in it. */
  readonly contestedForMs: number
  /** Another file stands in its place; null: none does. */
  readonly heirBytes: number | null
}

/** `stays`: it is read on. `rests`: it is away and quiet, but nothing has taken its place. `ends`: it is left. */
export type Fate = 'stays' | 'rests' | 'ends'

/** What becomes of the file that is read. */
export function fateOf(sight: Sight): Fate {
  if (sight.isAtPlace) return 'stays'
  const isQuiet = sight.isCopy || sight.quietForMs >= quietMs
  if (!isQuiet) return sight.contestedForMs >= longestContestMs ? 'ends' : 'stays'
  if (sight.isDeleted) return 'ends'
  // a writer that was not told of the rotation still writes to the old file while the new one is empty
  const hasHeir = sight.heirBytes !== null && (sight.isCopy || sight.heirBytes > 0)
  return hasHeir ? 'ends' : 'rests'
}

/** When a file was changed last, and made: what comes later in a rotation is newer. */
export interface Age {
  readonly modifiedAtMs: number
  readonly bornAtMs: number
}

/** The clock of files ticks slowly: two may have been changed at the same instant. */
export const compareAges = (a: Age, b: Age): number =>
  a.modifiedAtMs - b.modifiedAtMs || a.bornAtMs - b.bornAtMs
