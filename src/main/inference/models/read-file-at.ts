import { baseName } from '../../../shared/base-name.ts'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { Absent, Refusal } from '../../host/attempt.ts'
import type { Host, OpenFile } from '../../host/host.ts'

export type FileOpener = Pick<Host, 'openFile'>

/** What `read` makes of a file, which is closed whatever comes of it. Throws Absent or Refusal where it cannot be opened. */
export async function readFileAt<T>(
  disk: FileOpener,
  path: string,
  read: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const opened = await disk.openFile(path)
  if (opened.kind === 'absent') throw new Absent(opened.reason)
  if (opened.kind !== 'ok') throw new Refusal(opened.reason)
  try {
    return await read(opened.value)
  } finally {
    await opened.value.close()
  }
}

/** The same for one of several files of a model: what is wrong says of which one. */
export async function readPartAt<T>(
  disk: FileOpener,
  path: string,
  read: (file: OpenFile) => Promise<T>,
): Promise<T> {
  try {
    return await readFileAt(disk, path, read)
  } catch (error) {
    // Absent, Refusal: it cannot be opened or read; ParseError: it is none, or damaged
    if (error instanceof Absent) throw new ParseError(`a part of it is missing: ${shownName(path)}`)
    if (error instanceof Refusal)
      throw new ParseError(`a part of it cannot be read: ${shownName(path)}: ${error.message}`)
    if (error instanceof ParseError) throw new ParseError(`${shownName(path)}: ${error.message}`)
    throw error
  }
}

/** Of the file at a path, fit to be shown. */
export const shownName = (path: string): string => printable(baseName(path))
