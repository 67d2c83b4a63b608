import { numberIn, ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countIn } from './forms/figure.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What `vm_stat` counts, in bytes (pages times the page size); null where this macOS has no such line. */
export interface VmStat {
  readonly pageBytes: number
  /** Without the speculative pages: both together are what the kernel calls free. */
  readonly freeBytes: number
  readonly activeBytes: number
  readonly inactiveBytes: number
  readonly speculativeBytes: number
  readonly wiredBytes: number
  readonly throttledBytes: number | null
  readonly purgeableBytes: number | null
  /** Speculative pages are inside. */
  readonly fileBackedBytes: number | null
  readonly anonymousBytes: number | null
  /** The uncompressed size of what went in. */
  readonly storedInCompressorBytes: number | null
  /** The RAM that the compressor takes. */
  readonly compressorBytes: number | null
  /** Pages since boot, as the three below. */
  readonly pageInCount: number | null
  readonly pageOutCount: number | null
  readonly swapInCount: number | null
  readonly swapOutCount: number | null
}

export const vmStat: Probe<VmStat> = {
  question: { kind: 'command', argv: ['/usr/bin/vm_stat'] },
  parse: parseVmStat,
}

/** A value ends in a dot (system_cmds vm_stat/vm_stat.c). */
const row = /^"?([^":]+)"?: *(\d+)\.$/

// Mach Virtual Memory Statistics: (page size of 16384 bytes)
// Pages free:                               40120.
// Pages wired down:                        201345.
/** The form of one answer. The stream (`vm_stat 1`) is refused: it rounds what is too wide. */
export function parseVmStat(text: string): VmStat {
  const pageBytes = numberIn(text, /\(page size of (\d+) bytes\)/)
  if (!Number.isSafeInteger(pageBytes) || pageBytes === 0) throw new ParseError('no page size')
  const counts = new Map<string, number>()
  for (const line of wholeLines(text)) {
    const [, label = '', digits] = row.exec(line.trim()) ?? []
    const count = countIn(digits)
    if (count !== null) counts.set(label, count)
  }
  const bytesIfAny = (label: string): number | null => {
    const bytes = (counts.get(label) ?? Number.NaN) * pageBytes
    return Number.isSafeInteger(bytes) ? bytes : null
  }
  const bytesOf = (label: string): number => {
    const bytes = bytesIfAny(label)
    if (bytes === null) throw new ParseError(`no line "${label}"`)
    return bytes
  }
  const countIfAny = (label: string): number | null => counts.get(label) ?? null
  return {
    pageBytes,
    freeBytes: bytesOf('Pages free'),
    activeBytes: bytesOf('Pages active'),
    inactiveBytes: bytesOf('Pages inactive'),
    speculativeBytes: bytesOf('Pages speculative'),
    wiredBytes: bytesOf('Pages wired down'),
    throttledBytes: bytesIfAny('Pages throttled'),
    purgeableBytes: bytesIfAny('Pages purgeable'), // as the next four, not in macOS 10.6
    fileBackedBytes: bytesIfAny('File-backed pages'),
    anonymousBytes: bytesIfAny('Anonymous pages'),
    storedInCompressorBytes: bytesIfAny('Pages stored in compressor'),
    compressorBytes: bytesIfAny('Pages occupied by compressor'),
    pageInCount: countIfAny('Pageins'),
    pageOutCount: countIfAny('Pageouts'),
    swapInCount: countIfAny('Swapins'),
    swapOutCount: countIfAny('Swapouts'),
  }
}
