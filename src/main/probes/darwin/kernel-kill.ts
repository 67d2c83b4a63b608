import { pid, type Pid } from '../../../shared/ids.ts'
import { countIn, positiveIn, sizeIfAny } from './forms/figure.ts'

/** A process that the kernel ended. null: the line does not say. */
export interface KernelKill {
  /** The kernel's words with underscores: killing_top_process, killing_largest_compressed_process. */
  readonly kind: string
  readonly pid: Pid | null
  readonly name: string | null
  /** As printed: vm-pageshortage, per-process-limit, long-idle-exit, `swap exhaustion`. */
  readonly reason: string | null
  /** The number beside the reason's word (in xnu the priority of the process), or `osr_code`. */
  readonly reasonCode: number | null
  readonly footprintBytes: number | null
  /**
   * Its memory in the compressor, by its size before compression: told in place of the footprint. null of a `low swap` line:
   * xnu prints another process's there (no_paging_space_action: the pid of npcs, the size of pcs).
   */
  readonly compressedBytes: number | null
  /** An idle program that was put away: says nothing about memory, unless by the hundred. */
  readonly isHousekeeping: boolean
  /** It outgrew a limit of its own, or it ended for what is not memory. */
  readonly isOwnLimit: boolean
  /** The machine ran out of memory: its reason says so, or else the kernel's words for the kill. */
  readonly isForMemory: boolean
  /** When, as the log writes it. */
  readonly atText: string | null
}

/** A line that is longer is none of the kernel's. */
const maxLineLength = 2_000

const spoken = /(?:memorystatus|low swap): $|\bkernel\b|^[\d\s.:+-]*$/
const stamp =
  /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d{4})?|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d)/

const idleReasons: ReadonlySet<string> = new Set(['idle-exit', 'long-idle-exit'])
/** Reasons of xnu that do not mean that the machine ran out of memory (memorystatus_kill_cause_name). */
const ownReasons: ReadonlySet<string> = new Set([
  'per-process-limit',
  'highwater',
  'vnode-limit',
  'disk-space-shortage',
  'conclave-limit',
])
/**
 * Those that do (the same table and doc/vm/memorystatus_kills.md of xnu), and the words of a line about swap. `jettisoned` is
 * xnu's word for no reason in particular, and of tests: it is not among them.
 */
const memoryReasons: ReadonlySet<string> = new Set([
  'vm-pageshortage',
  'vm-pageout-starvation',
  'vm-compressor-thrashing',
  'vm-compressor-space-shortage',
  'proc-thrashing',
  'fc-thrashing',
  'zone-map-exhaustion',
  'low-swap',
  'sustained-memory-pressure',
  'swap exhaustion',
])

/** Whether the kernel's reason for a kill means that the machine ran out of memory. Of a word that is not known: no. */
export const isMemoryReason = (reason: string): boolean => memoryReasons.has(reason)

/** The kernel ends these only where memory is short, whatever it says beside it. */
const memoryKind = /^killing_(?:top_process|largest_compressed_process$)/

// … kernel[0:1a2b] memorystatus: killing_specific_process pid 1234 [node] (vm-pageshortage 100) 1234KB - memorystatus_available_pages: 99
// memorystatus: killing_top_process_elevated1 pid 7 [x] (vm-compressor-space-shortage 100 17s rf:high type:daemon) 12KB - …
// memorystatus: killing_highwater_process [name] (highwater 100 17s) 8579568KB
// memorystatus: killing_idle_process pid 386 [wallpaperexportd] jetsam_reason->osr_code: 9
// memorystatus: killing largest compressed process python3.12 [55572] 86587 MB
// low swap: killing largest compressed process with pid 29670 (mongod) and size 1 MB
// memorystatus: killing python3.12 [55572] due to swap exhaustion
// memorystatus: killing photod [12] in band 30 with high relaunch probability
/** The kill that a line of the log tells of; null for any other line. The line must be whole. */
export function matchKernelKill(line: string): KernelKill | null {
  if (line.length > maxLineLength) return null
  const said = sentenceIn(line) ?? wordsIn(line)
  if (said === null || !spoken.test(said.before)) return null
  const { kind, victim } = said
  const [, word = null, number] = /^\(([a-z][\w-]*)(?:,? (\d+))?(?=[ ,)])/.exec(victim.rest) ?? []
  const reason = said.reason ?? word
  const code = /\bosr_code: (\d+)(?=\s|$)/.exec(victim.rest)?.[1]
  const isHousekeeping = kind.startsWith('killing_idle_process') || idleReasons.has(reason ?? '')
  const isOwnLimit = kind === 'killing_highwater_process' || ownReasons.has(reason ?? '')
  return {
    kind,
    pid: victim.pid,
    name: victim.name,
    reason,
    reasonCode: countIn(code ?? number),
    footprintBytes: sizeIfAny(/(?:^|\s)(\d+K)B(?=\s|$)/.exec(victim.rest)?.[1]),
    compressedBytes: sizeIfAny(/^(\d+ M)B(?=\s|$)/.exec(victim.rest)?.[1]),
    isHousekeeping,
    isOwnLimit,
    isForMemory:
      !isHousekeeping && !isOwnLimit && (isMemoryReason(reason ?? '') || memoryKind.test(kind)),
    atText: stamp.exec(line)?.[0] ?? null,
  }
}

/** A line in its parts; `before`: who speaks. */
interface Said {
  readonly before: string
  readonly kind: string
  readonly victim: Victim
  /** null: where it is told at all, it stands behind the victim. */
  readonly reason: string | null
}

/** The kernel's own words name what it kills: `killing_top_process …`, `killing largest compressed process …`. */
function wordsIn(line: string): Said | null {
  const words = /\bkilling(?:_\w+| (?:[a-z]+ )*?process\b)/.exec(line)
  if (words === null) return null
  const victim = victimIn(line.slice(words.index + words[0].length))
  if (victim === null) return null
  const kind = words[0].replaceAll(' ', '_')
  return { before: line.slice(0, words.index), kind, victim, reason: null }
}

/** A sentence around the victim: `killing NAME [N] due to swap exhaustion`. The name is whatever stands in it. */
function sentenceIn(line: string): Said | null {
  const at = line.search(/(?<=memorystatus: )killing /)
  const [, name, digits, why = ''] =
    /^killing (\S.*) \[(\d+)\] (due to swap exhaustion|in band -?\d+ with high relaunch probability)\s*$/.exec(
      at < 0 ? '' : line.slice(at),
    ) ?? []
  if (name === undefined) return null
  const victim = { pid: pidIn(digits), name: nameIn(name), rest: '' }
  const reason = why.startsWith('due') ? 'swap exhaustion' : null
  const words = why.replace(/^in band -?\d+ /, '').replaceAll(' ', '_')
  return { before: line.slice(0, at), kind: `killing_${words}`, victim, reason }
}

interface Victim {
  readonly pid: Pid | null
  readonly name: string | null
  /** What stands behind it. */
  readonly rest: string
}

/** `pid N [name] …`, `N [name] …`, `[name] …`, `name [N] …` or `with pid N (name) …`. A name may hold blanks and brackets. */
function victimIn(text: string): Victim | null {
  const [round, roundPid, roundName] =
    /^ with pid (\d+) \((.*)\)(?= and size |\s*$)/.exec(text) ?? []
  if (round !== undefined) {
    return { pid: pidIn(roundPid), name: nameIn(roundName), rest: text.slice(round.length).trim() }
  }
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
