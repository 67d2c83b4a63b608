import { numberIn, ParseError } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attemptNow } from '../../host/attempt.ts'
import { parseProcessStat } from './process-stat.ts'

/** 4 kB on x86-64; 4, 16 or 64 kB on arm64. */
const pageSizes = [4096, 16384, 65536] as const

/**
 * The bytes of a page, without starting `getconf`: our own resident memory once in kB (`status`) and once in pages
 * (`stat`); they are read one after the other, so the nearest of the possible sizes is taken.
 */
export function pageBytesOf(status: string, stat: string): number {
  const residentBytes = numberIn(status, /^VmRSS:\s+(\d+) kB$/m) * 1024
  const ratio = residentBytes / parseProcessStat(stat).residentPages
  const found = pageSizes.find((size) => ratio > size / 2 && ratio < size * 2)
  if (found === undefined) throw new ParseError(`a page cannot have ${ratio} bytes`)
  return found
}

export async function readPageBytes(asker: AskerAt): Promise<Reading<number>> {
  const status = await asker.ask({ kind: 'file', path: '/proc/self/status' })
  if (status.kind !== 'ok') return status
  const stat = await asker.ask({ kind: 'file', path: '/proc/self/stat' })
  if (stat.kind !== 'ok') return stat
  return attemptNow(asker.atMs, asker.tookMs(), () => pageBytesOf(status.value, stat.value))
}
