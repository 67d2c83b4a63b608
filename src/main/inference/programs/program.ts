import { baseName } from '../../../shared/base-name.ts'
import type { ServerProcess } from '../server-kind.ts'

/** The program that a process runs. */
export interface Program {
  readonly path: string
  /** The last part of its path. */
  readonly name: string
  /** What stands behind the program on the command line. */
  readonly args: readonly string[]
}

type CommandLine = Pick<ServerProcess, 'executable' | 'argv'>

export function programOf({ executable, argv }: CommandLine): Program {
  const path = executable ?? spacedPath(argv) ?? argv[0] ?? ''
  return { path, name: baseName(path), args: argv.slice(wordsOf(path, argv)) }
}

/** The folders with blanks in which macOS keeps programs: `/Users/u/Library/Application Support/…`, `/Applications/LM Studio.app/…`. */
const spacedFolder =
  /^\/(?:[^\s/]+\/)*(?:Library\/Application Support|Applications\/[^/]+\.app)\/\S+/
const maxWords = 8

/** A path that blanks have split; null where it needs none. */
function spacedPath(argv: readonly string[]): string | null {
  const path = spacedFolder.exec(argv.slice(0, maxWords).join(' '))?.[0] ?? null
  return path !== null && path.includes(' ') ? path : null
}

/** How many words of the command line are the program. */
function wordsOf(path: string, argv: readonly string[]): number {
  const words = path.split(' ').length
  return words > 1 && argv[0] !== path && argv.slice(0, words).join(' ') === path ? words : 1
}
