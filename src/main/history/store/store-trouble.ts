/** In sentences for people; each has its phrase. */
export const storeTrouble = {
  broken: (aside: string): string =>
    `The history on the disk was broken: it is kept aside as ${aside}, and a new one is begun`,
  unwritten: (reason: string): string =>
    `The history cannot be written (${reason}): what happens is kept in memory meanwhile`,
  unread: (reason: string): string => `The history cannot be read (${reason})`,
  noSqlite: 'This Node has no SQLite: the history is kept in memory, and ends with Headroom',
  otherVersion: (mayWrite: boolean): string => (mayWrite ? later : other),
} as const

const later =
  'The history on the disk is of a later Headroom: it is left as it is, and what happens is kept in memory'
const other = 'The history on the disk is of another Headroom: whoever goes on running reads it'
