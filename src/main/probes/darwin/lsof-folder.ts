import { ParseError } from '../../../shared/parse.ts'
import type { Pid } from '../../../shared/ids.ts'
import type { Probe } from '../probe.ts'
import { parseOpenFiles, unescaped } from './forms/lsof-fields.ts'

/** The folder in which a process runs. Of another user's process nothing is told. */
export const folderByLsof = (id: Pid): Probe<string> => ({
  question: {
    kind: 'command',
    argv: ['/usr/sbin/lsof', '-nP', '-w', '-a', '-d', 'cwd', '-p', String(id), '-F', 'fn'],
    toleratedExitCodes: [1], // it has ended
  },
  parse: parseFolder,
})

// p4711
// fcwd
// n/Users/ann/models
export function parseFolder(text: string): string {
  const [folder] = parseOpenFiles(text)
  const path = unescaped(folder?.fields.get('n') ?? '')
  if (!path.startsWith('/')) throw new ParseError('no folder is told')
  return path
}
