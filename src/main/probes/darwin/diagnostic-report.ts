import { z } from 'zod/mini'
import { pid, type Pid } from '../../../shared/ids.ts'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { crashOf, type Crash } from './crash-report.ts'
import { gpuResetOf, type GpuReset } from './gpu-event-report.ts'
import { isMemoryReason } from './kernel-kill.ts'
import { panicOf, type Panic } from './panic-report.ts'
import { instantIn } from './report-time.ts'

/** One file of a folder DiagnosticReports, of the kinds that tell where memory went, or why something ended. */
export type DiagnosticReport =
  | Panic
  | Jetsam
  | Crash
  | GpuReset
  | { readonly kind: 'other'; readonly bugType: string; readonly timestampText: string | null }

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

const maxProcesses = 10_000

const headerShape = z.object({
  bug_type: z.union([z.string(), z.number()]),
  timestamp: z.optional(z.string()),
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
  const bodyOf = bodies.get(bugType)
  if (bodyOf === undefined) return { kind: 'other', bugType, timestampText }
  return bodyOf(jsonIn(headEnd < 0 ? '' : start.slice(headEnd)), timestampText)
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

const pidOf = (number: number | undefined): Pid | null =>
  number !== undefined && Number.isSafeInteger(number) && number > 0 ? pid(number) : null

function productOf(pages: number | undefined, bytesPerPage: number | undefined): number | null {
  const bytes = (pages ?? Number.NaN) * (bytesPerPage ?? Number.NaN)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null
}

type BodyOf = (body: unknown, timestampText: string | null) => DiagnosticReport

/** By `bug_type`. */
const bodies: ReadonlyMap<string, BodyOf> = new Map<string, BodyOf>([
  ['210', panicOf],
  ['284', gpuResetOf],
  ['298', jetsamOf],
  ['309', crashOf],
])
