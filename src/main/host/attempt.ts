import { printable } from '../../shared/printable.ts'
import type { Reading } from '../../shared/reading.ts'

/** A reason may quote what a program printed: it is shown, pushed and recorded, so it is bounded here. */
const maxReasonLength = 300

/** There is no such thing on this machine: not a failure. The message says what is missing. */
export class Absent extends Error {
  override readonly name = 'Absent'
}

/** It should have answered. The message is a sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

const sentenceOfCode: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many open files',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file may not grow any further',
  EROFS: 'the disk is read-only',
  ESRCH: 'the process has ended',
  EIO: 'input/output error',
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** What went wrong, in a sentence for people; without stack, and for known codes without Node's wording. */
export function reasonOf(error: unknown): string {
  const sentence = sentenceOfCode[codeOf(error) ?? '']
  if (sentence !== undefined) return sentence
  return error instanceof Error ? error.message : String(error)
}

// ENOENT: no such file; ESRCH: the process of a /proc entry vanished while it was read
const isAbsence = (error: unknown): boolean =>
  error instanceof Absent || codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH'

const inHundredths = (ms: number): number => Math.round(ms * 100) / 100

/**
 * The door to the outside world: does what is asked, and turns whatever is thrown into a Reading.
 * `atMs` is the instant that the Reading is filed under.
 */
export async function attempt<T>(atMs: number, act: () => T | Promise<T>): Promise<Reading<T>> {
  const started = performance.now()
  const took = (): number => inHundredths(performance.now() - started)
  try {
    const value = await act()
    return { kind: 'ok', value, atMs, tookMs: took() }
  } catch (error) {
    // any error: this is one of the three doors (style, rule 8)
    return noReading(error, atMs, took())
  }
}

const noReading = (error: unknown, atMs: number, tookMs: number): Reading<never> => ({
  kind: isAbsence(error) ? 'absent' : 'failed',
  reason: printable(reasonOf(error), maxReasonLength),
  atMs,
  tookMs,
})

/** The same for an answer that is already here: a parser's, say. */
export function attemptNow<T>(atMs: number, tookMs: number, act: () => T): Reading<T> {
  try {
    return { kind: 'ok', value: act(), atMs, tookMs }
  } catch (error) {
    // any error: a parser throws ParseError, and a fault of ours must not end the monitor
    return noReading(error, atMs, tookMs)
  }
}
