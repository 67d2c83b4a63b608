import { pid, type Pid } from '../../../shared/ids.ts'
import { countIn, positiveIn, sizeIfAny } from './forms/figure.ts'

/** A process that the kernel ended. null: the line does not say. */
export interface KernelKill {
  /** The kernel's words with underscores: killing_top_process, killing_largest_compressed_process. */
  readonly kind: string
  readonly pid: Pid | null
  readonly name: string | null
  /** Its word: vm-pageshortage, per-process-limit, long-idle-exit. */
  readonly reason: string | null
  /** The number beside the reason's word (in xnu the priority of the process), or `osr_code`. */
  readonly reasonCode: number | null
  readonly footprintBytes: number | null
  /** Its memory in the compressor, by its size before compression: told in place of the footprint. */
  readonly compressedBytes: number | null
  /** An idle program that was put away: says nothing about memory, unless by the hundred. */
  readonly isHousekeeping: boolean
  /** It outgrew a limit of its own, or it ended for what is not memory. */
  readonly isOwnLimit: boolean
  /** When, as the log writes it. */
  readonly atText: string | null
}

/** A line that is longer is none of the kernel's. */
const maxLineLength = 2_000

const killWords = /\bkilling(?:_\w+| (?:[a-z]+ )*?process\b)/
const spoken = /memorystatus: $|\bkernel\b|^[\d\s.:+-]*$/
const stamp =
  /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d{4})?|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d)/

const idleReasons: ReadonlySet<string> = new Set(['idle-exit', 'long-idle-exit'])
/** Reasons of xnu that do not mean that the machine ran out of memory (memorystatus_kill_cause_name). */
const ownReasons: ReadonlySet<string> = new Set([
  'per-process-limit',
  'highwater',
  'vnode-limit',
  'disk-space-shortage',
])

// … kernel[0:1a2b] memorystatus: killing_specific_process pid 1234 [node] (vm-pageshortage 100) 1234KB - memorystatus_available_pages: 99
// memorystatus: killing_top_process_elevated1 pid 7 [x] (vm-compressor-space-shortage 100 17s rf:high type:daemon) 12KB - …
// memorystatus: killing_highwater_process [name] (highwater 100 17s) 8579568KB
// memorystatus: killing_idle_process pid 386 [wallpaperexportd] jetsam_reason->osr_code: 9
// memorystatus: killing largest compressed process python3.12 [55572] 86587 MB
/** The kill that a line of the log tells of; null for any other line. The line must be whole. */
export function matchKernelKill(line: string): KernelKill | null {
  if (line.length > maxLineLength) return null
  const words = killWords.exec(line)
  if (words === null || !spoken.test(line.slice(0, words.index))) return null
  const kind = words[0].replaceAll(' ', '_')
  const victim = victimIn(line.slice(words.index + words[0].length))
  if (victim === null) return null
  const [, reason = null, number] = /^\(([a-z][\w-]*)(?:,? (\d+))?(?=[ ,)])/.exec(victim.rest) ?? []
  const code = /\bosr_code: (\d+)(?=\s|$)/.exec(victim.rest)?.[1]
  return {
    kind,
    pid: victim.pid,
    name: victim.name,
    reason,
    reasonCode: countIn(code ?? number),
    footprintBytes: sizeIfAny(/(?:^|\s)(\d+K)B(?=\s|$)/.exec(victim.rest)?.[1]),
    compressedBytes: sizeIfAny(/^(\d+ M)B(?=\s|$)/.exec(victim.rest)?.[1]),
    isHousekeeping: kind.startsWith('killing_idle_process') || idleReasons.has(reason ?? ''),
    isOwnLimit: kind === 'killing_highwater_process' || ownReasons.has(reason ?? ''),
    atText: stamp.exec(line)?.[0] ?? null,
  }
}

interface Victim {
  readonly pid: Pid | null
  readonly name: string | null
  /** What stands behind it. */
  readonly rest: string
}

/** `pid N [name] …`, `N [name] …`, `[name] …` or `name [N] …`. A name may hold blanks and brackets. */
function victimIn(text: string): Victim | null {
  const [before, number] = /^ (?:pid )?(?:(\d+) )?(?=\[)/.exec(text) ?? []
  if (before === undefined) {
    const [whole, name, pidText] = /^ (.*\S) \[(\d+)\]/.exec(text) ?? []
    if (whole === undefined) return null
    return { pid: pidIn(pidText), name: nameIn(name), rest: text.slice(whole.length).trim() }
  }
  // the bracket that a reason, a size, a code or nothing follows
  const reasonAt = text.lastIndexOf('] (')
  const closing = reasonAt < 0 ? text.lastIndexOf(']') : reasonAt
  if (closing < before.length) return null
  const name = text.slice(before.length + 1, closing)
  return { pid: pidIn(number), name: nameIn(name), rest: text.slice(closing + 1).trim() }
}

function pidIn(text: string | undefined): Pid | null {
  const number = positiveIn(text)
  return number === null ? null : pid(number)
}

/** xnu prints `unknown` for a process without a name. */
const nameIn = (text: string | undefined): string | null =>
  text === undefined || text === '' || text === 'unknown' ? null : text
