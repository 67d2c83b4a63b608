import { harmless, harmlessJson } from '../../shared/printable.ts'

/** One JSON value on a line of its own, and nothing else, on standard output. */
export const printJson = (value: unknown): void =>
  void process.stdout.write(`${harmlessJson(JSON.stringify(value))}\n`)

export const print = (line: string): void => void process.stdout.write(`${harmless(line)}\n`)

/** For people, beside what a script reads. */
export const say = (line: string): void => void process.stderr.write(`${harmless(line)}\n`)

/** Whoever read our output has gone (`headroom watch | head`): that is no error. */
export function endQuietlyWithoutReader(exit: (code: number) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    exit(error.code === 'EPIPE' ? 0 : 1)
  })
}
