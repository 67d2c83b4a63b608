import type { Pid } from '../../../shared/ids.ts'
import type { Probe } from '../probe.ts'
import { parseOpenFiles, unescaped } from './forms/lsof-fields.ts'

/** Where a process's standard output and standard error go. Of another user's process nothing is told. */
export const outputFilesByLsof = (id: Pid): Probe<readonly string[]> => ({
  question: {
    kind: 'command',
    argv: ['/usr/sbin/lsof', '-nP', '-w', '-a', '-d', '1,2', '-p', String(id), '-F', 'ftn'],
    toleratedExitCodes: [1], // it has ended
  },
  parse: parseOutputFiles,
})

// p4711
// f1
// tREG
// n/Users/ann/llama-server.log
// f2
// tCHR
// n/dev/ttys003
/** Files only, each once: a terminal, a pipe and a socket cannot be read by another. */
export function parseOutputFiles(text: string): readonly string[] {
  const paths = parseOpenFiles(text).flatMap(({ fields }) => {
    const path = unescaped(fields.get('n') ?? '')
    return /^V?REG$/.test(fields.get('t') ?? '') && path.startsWith('/') ? [path] : []
  })
  return [...new Set(paths)]
}
