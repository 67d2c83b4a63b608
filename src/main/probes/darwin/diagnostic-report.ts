import { z } from 'zod/mini'
import { pid, type Pid } from '../../../shared/ids.ts'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { isMemoryReason } from './kernel-kill.ts'

/** One file of /Library/Logs/DiagnosticReports, of the kinds that tell where memory went. */
export type DiagnosticReport =
  | Panic
  | Jetsam
  | { readonly kind: 'other'; readonly bugType: string; readonly timestampText: string | null }

/** The kernel stopped the whole machine. */
export interface Panic {
  readonly kind: 'panic'
  /** `memory`: a watchdog's panic with the compressor's segments used up; a watchdog's alone says nothing of memory. */
  readonly cause: 'gpu-driver' | 'memory' | 'other'
  /** The process that ran when it happened; often the one that used the GPU. */
  readonly taskName: string | null
  readonly taskPid: Pid | null
  readonly timestampText: string | null
  /** The same instant, since 1970; null where it cannot be read. */
  readonly atMs: number | null
}

/** Processes were ended: as the machine ran out of memory, or each for a limit of its own (see isForMemory). */
export interface Jetsam {
  readonly kind: 'jetsam'
  readonly killed: readonly JetsamVictim[]
  /** Often not the one that was ended. */
  readonly largestProcess: string | null
  readonly timestampText: string | null
  /** The same instant, since 1970; null where it cannot be read. */
  readonly atMs: number | null
}

export interface JetsamVictim {
  readonly pid: Pid | null
  readonly name: string | null
  /** per-process-limit, vm-pageshortage, vm-compressor-space-shortage. */
  readonly reason: string
  /** The machine ran out of memory: not for per-process-limit, highwater, an idle exit, vnodes, disk space, or a word not known. */
  readonly isForMemory: boolean
  readonly footprintBytes: number | null
}

const bugTypes = { panic: '210', jetsam: '298' } as const
const maxProcesses = 10_000

const headerShape = z.object({
  bug_type: z.union([z.string(), z.number()]),
  timestamp: z.optional(z.string()),
})
const panicShape = z.object({
  panicString: z.optional(z.string()),
  panic_string: z.optional(z.string()),
})
const figure = z.optional(z.number())
const jetsamShape = z.object({
  largestProcess: z.optional(z.string()),
  memoryStatus: z.optional(z.object({ pageSize: figure })),
  processes: z.array(
    z.object({
      pid: figure,
      name: z.optional(z.string()),
      rpages: figure,
      reason: z.optional(z.string()),
    }),
  ),
})

// {"bug_type":"210","timestamp":"2026-09-03 09:12:44.00 +0000","os_version":"macOS 15.6 (24G720)"}
// {"panicString":"panic(cpu 3 caller 0x…): \"completeMemory() prepare count underflow\" @IOGPUMemory.cpp:492\n…"}
/** A line of JSON that says what kind of report it is, then the report. Throws ParseError on a text of another form. */
export function parseDiagnosticReport(text: string): DiagnosticReport {
  const start = text.trimStart()
  const headEnd = start.search(/\r?\n/)
  const header = headerShape.safeParse(jsonIn(headEnd < 0 ? start : start.slice(0, headEnd)))
  if (!header.success) throw new ParseError('a report without its kind')
  const bugType = String(header.data.bug_type)
  const timestampText = header.data.timestamp ?? null
  if (bugType !== bugTypes.panic && bugType !== bugTypes.jetsam) {
    return { kind: 'other', bugType, timestampText }
  }
  const body = jsonIn(headEnd < 0 ? '' : start.slice(headEnd))
  return bugType === bugTypes.panic ? panicOf(body, timestampText) : jetsamOf(body, timestampText)
}

function panicOf(body: unknown, timestampText: string | null): Panic {
  const parsed = panicShape.safeParse(body)
  const text = parsed.success ? (parsed.data.panicString ?? parsed.data.panic_string) : undefined
  if (text === undefined) throw new ParseError('a panic without its text')
  const [, number, name] =
    /^[ \t]*Panicked task 0x[\da-f]+:[^\n]*?\bpid (\d{1,10}): ([^\r\n]+)$/im.exec(text) ?? []
  return {
    kind: 'panic',
    cause: causeOf(text),
    taskName: name?.trim() ?? null,
    taskPid: number === undefined ? null : pid(Number(number)),
    timestampText,
    atMs: instantIn(timestampText),
  }
}

/** The driver's line numbers move with every release: only its file and its sentences are matched. */
function causeOf(text: string): Panic['cause'] {
  const message = text.split('\n', 1)[0] ?? ''
  const isOfDriver = /@IOGPUMemory\.cpp|prepare count underflow|fPendingMemorySet/
  if (isOfDriver.test(message)) return 'gpu-driver'
  const isOfWatchdog =
    /watchdog timeout: no (?:successful )?checkins from (?:watchdogd|WindowServer)\b/.test(text)
  const isExhausted = /Compressor Info:[^\n]*\(BAD\)/.test(text)
  return isOfWatchdog && isExhausted ? 'memory' : 'other'
}

function jetsamOf(body: unknown, timestampText: string | null): Jetsam {
  const parsed = jetsamShape.safeParse(body)
  if (!parsed.success) throw new ParseError('a jetsam report without its processes')
  const { largestProcess, memoryStatus, processes } = parsed.data
  const bytesPerPage = memoryStatus?.pageSize
  const killed = processes.slice(0, maxProcesses).flatMap((one): readonly JetsamVictim[] => {
    if (one.reason === undefined || one.reason === '') return []
    return [
      {
        pid: pidOf(one.pid),
        name: one.name ?? null,
        reason: one.reason,
        isForMemory: isMemoryReason(one.reason),
        footprintBytes: productOf(one.rpages, bytesPerPage),
      },
    ]
  })
  return {
    kind: 'jetsam',
    killed,
    largestProcess: largestProcess ?? null,
    timestampText,
    atMs: instantIn(timestampText),
  }
}

const timestamp =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(?:Z|([+-])(0\d|1[0-4]):?([0-5]\d))$/

// 2026-09-03 09:12:44.00 +0000
function instantIn(text: string | null): number | null {
  const [, day, time, fraction = '', sign, hours, minutes] =
    timestamp.exec(text?.trim() ?? '') ?? []
  const localMs = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // Date.parse takes the 30th of February for the 2nd of March
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(`${day}T${time}`)) {
    return null
  }
  const offsetMs = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? localMs + offsetMs : localMs - offsetMs
}

const pidOf = (number: number | undefined): Pid | null =>
  number !== undefined && Number.isSafeInteger(number) && number > 0 ? pid(number) : null

function productOf(pages: number | undefined, bytesPerPage: number | undefined): number | null {
  const bytes = (pages ?? Number.NaN) * (bytesPerPage ?? Number.NaN)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null
}
