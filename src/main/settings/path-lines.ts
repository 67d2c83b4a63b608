import { isPrintable, printable } from '../../shared/printable.ts'
import type { Line } from './line.ts'
import { listOf } from './list-lines.ts'

const maxPaths = 40
const maxPathLength = 4_096
/** As much of one as a sentence can hold. */
const shownLength = 200

const isAbsolutePath = (entry: unknown): entry is string =>
  typeof entry === 'string' &&
  entry.startsWith('/') &&
  entry.length <= maxPathLength &&
  isPrintable(entry)

export const shownPath = (path: string): string => printable(path, shownLength)

export const pathsOf = ({ noList }: { readonly noList: string }): Line<readonly string[]> =>
  listOf<string>({
    isEntry: isAbsolutePath,
    mostCount: maxPaths,
    what: 'paths',
    wrong: 'no absolute path, and not used',
    refusals: {
      noList,
      tooMany: (mostCount) => `no more than ${mostCount} paths can be named`,
      entry: (entry) => {
        if (typeof entry !== 'string' || entry === '') return 'a path must not be empty'
        if (entry.length > maxPathLength)
          return `a path has no more than ${maxPathLength} characters`
        if (!isPrintable(entry))
          return `a path has no line feeds and no other invisible characters: ${shownPath(entry)} has`
        return entry.startsWith('~/')
          ? `a path is written out, as /Users/you/logs/x.log: ${shownPath(entry)} is not`
          : `a path is named from the root of the disk: ${shownPath(entry)} is not`
      },
    },
  })
