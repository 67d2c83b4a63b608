import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import type { Probe } from '../probe.ts'
import { matchKernelKill, type KernelKill } from './kernel-kill.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** A line that says that swap could not grow, or what the kernel did about it. */
export interface SwapFailure {
  readonly kind: 'low_swap' | 'no_paging_space' | 'swap_exhaustion'
  readonly text: string
}

export type KernelEvent =
  | { readonly kind: 'kill'; readonly kill: KernelKill }
  | { readonly kind: 'swap'; readonly failure: SwapFailure }

/** What the kernel's log tells of memory that ran out. */
export interface KernelMemoryLog {
  /** In the order of the log. */
  readonly events: readonly KernelEvent[]
  readonly kills: readonly KernelKill[]
  /** The lines about swap, whole. */
  readonly swapFailures: readonly string[]
  /** Lines of the GPU's driver, whole. */
  readonly gpuLines: readonly string[]
  readonly isMemoryEmergency: boolean
}

const predicate =
  'process == "kernel" AND (eventMessage CONTAINS "memorystatus: killing" OR eventMessage CONTAINS "low swap" OR eventMessage CONTAINS "no paging space" OR eventMessage CONTAINS "IOGPU")'

const deadlineMs = 20_000
const asked = ['--style', 'compact', '--predicate', predicate] as const

/** Once after an event, never as a stream. By its absolute path: `log` is a builtin of some shells. */
export const kernelMemoryLog: Probe<KernelMemoryLog> = {
  question: {
    kind: 'command',
    argv: ['/usr/bin/log', 'show', '--last', '10m', ...asked],
    deadlineMs,
  },
  parse: parseKernelMemoryLog,
}

/**
 * The same of a window in the past. `@` and the seconds since 1970 are one of the forms of log(1), and know no time zone; never run on
 * a Mac.
 */
export const kernelMemoryLogOf = (sinceMs: number, untilMs: number): Probe<KernelMemoryLog> => ({
  question: {
    kind: 'command',
    argv: [
      '/usr/bin/log',
      'show',
      '--start',
      `@${Math.floor(sinceMs / 1000)}`,
      '--end',
      `@${Math.ceil(untilMs / 1000)}`,
      ...asked,
    ],
    deadlineMs,
  },
  parse: parseKernelMemoryLog,
})

/** So many idle exits in one text are no housekeeping any more (a window of ten minutes had 2,719). */
const idleStormCount = 100

// Timestamp               Ty Process[PID:TID]
// 2026-08-08 22:13:58.123 Df kernel[0:1a2b] low swap: failed to create swapfile
// 2026-08-08 22:13:58.451 Df kernel[0:1a2b] memorystatus: triggering no paging space action
export function parseKernelMemoryLog(text: string): KernelMemoryLog {
  const lines = wholeLines(text)
  if (!lines.some((line) => /^Timestamp\b|\bkernel\b|\bmemorystatus\b|\blow swap\b/.test(line))) {
    throw new ParseError('not a log of the kernel')
  }
  const events = lines.flatMap(eventsOf)
  const kills = events.flatMap((event) => (event.kind === 'kill' ? [event.kill] : []))
  const swapFailures = events.flatMap((event) =>
    event.kind === 'swap' ? [event.failure.text] : [],
  )
  const idleCount = kills.filter(({ isHousekeeping }) => isHousekeeping).length
  return {
    events,
    kills,
    swapFailures,
    gpuLines: lines.flatMap((line) =>
      isOfGpu.test(line) ? [printable(line.trim(), maxGpuLine)] : [],
    ),
    isMemoryEmergency:
      swapFailures.length > 0 ||
      idleCount >= idleStormCount ||
      kills.some(({ isForMemory }) => isForMemory),
  }
}

const isOfGpu = /\bkernel\b.*\bIOGPU/
const maxGpuLine = 400

function eventsOf(line: string): readonly KernelEvent[] {
  const kill = matchKernelKill(line)
  if (kill !== null) return [{ kind: 'kill', kill }]
  const kind = swapKindOf(line)
  return kind === null ? [] : [{ kind: 'swap', failure: { kind, text: line.trim() } }]
}

function swapKindOf(line: string): SwapFailure['kind'] | null {
  if (/\blow swap: (?:failed|unable|could not)/.test(line)) return 'low_swap'
  if (/\btriggering no paging space action\b/.test(line)) return 'no_paging_space'
  return /memorystatus: \w+ .* due to swap exhaustion\b/.test(line) ? 'swap_exhaustion' : null
}
