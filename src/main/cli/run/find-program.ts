import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { printable } from '../../../shared/printable.ts'

export type FoundProgram =
  | { readonly kind: 'found'; readonly path: string }
  /** As shells say it, and with their status. */
  | { readonly kind: 'missing'; readonly status: 126 | 127; readonly reason: string }

const notFound = 127
const notExecutable = 126
/** What the kernel reads of a script's first line. */
const firstLineBytes = 256

/** What the kernel would run by this word: looked for before, as node-pty tells of its failure in the program's own output. */
export function findProgram(word: string, searchPath: string | undefined): FoundProgram {
  if (word === '') return { kind: 'missing', status: notFound, reason: 'command not found' }
  if (word.includes('/')) return look(word)
  const looked = (searchPath ?? '/usr/bin:/bin')
    .split(delimiter)
    .map((folder) => look(join(folder === '' ? '.' : folder, word)))
  const found = looked.find(({ kind }) => kind === 'found')
  const refused = looked.find((one) => one.kind === 'missing' && one.status === notExecutable)
  return found ?? refused ?? { kind: 'missing', status: notFound, reason: 'command not found' }
}

function look(path: string): FoundProgram {
  const refused = (reason: string): FoundProgram => ({
    kind: 'missing',
    status: notExecutable,
    reason,
  })
  const kind = kindOf(path)
  if (kind === null) return { kind: 'missing', status: notFound, reason: 'no such file or folder' }
  if (kind === 'folder') return refused('it is a folder')
  if (!isExecutable(path)) return refused('permission denied')
  const interpreter = interpreterOf(path)
  if (interpreter !== null && kindOf(interpreter) === null)
    return refused(
      `there is no ${printable(interpreter, firstLineBytes)}, by which it would be run`,
    )
  return { kind: 'found', path }
}

function kindOf(path: string): 'file' | 'folder' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    // ENOENT, ENOTDIR, EACCES
    return null
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // EACCES
    return false
  }
}

// #!/usr/bin/env python3
function interpreterOf(path: string): string | null {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(firstLineBytes)
      const line = bytes.toString('latin1', 0, readSync(file, bytes))
      return /^#![ \t]*(\/[^\s]+)/.exec(line)?.[1] ?? null
    } finally {
      closeSync(file)
    }
  } catch {
    // EACCES: it may be run, but not read
    return null
  }
}
