import { z } from 'zod/mini'
import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { instantIn } from './report-time.ts'
import type { ReportSignature } from './panic-report.ts'

/** A program came to its end by a fault of its own. */
export interface Crash {
  readonly kind: 'crash'
  readonly processName: string
  readonly processPid: Pid | null
  /** The last part of its executable's path; null: the report does not say. */
  readonly fileName: string | null
  /** `EXC_CRASH (SIGABRT)` and why it ended. What it printed last stands in its own log alone. */
  readonly signature: ReportSignature
  readonly timestampText: string | null
  readonly atMs: number | null
}

const word = z.optional(z.string())
const crashShape = z.object({
  procName: z.string().check(z.minLength(1)),
  procPath: word,
  pid: z.optional(z.number()),
  captureTime: word,
  exception: z.optional(z.object({ type: word, signal: word })),
  termination: z.optional(z.object({ indicator: word, namespace: word })),
})

const maxLength = 100

// {"app_name":"llama-server","timestamp":"2026-11-20 10:11:12.00 +0000","bug_type":"309","os_version":"macOS 26.1 (25B78)"}
// {"pid":812,"procName":"llama-server","procPath":"/opt/homebrew/*/llama-server","captureTime":"2026-11-20 10:11:12.3456 +0000",
//  "exception":{"type":"EXC_CRASH","signal":"SIGABRT"},"termination":{"namespace":"SIGNAL","indicator":"Abort trap: 6"}, …}
/** Frames, registers and what the libraries say are left out: they may hold anything. */
export function crashOf(body: unknown, headerTimestamp: string | null): Crash {
  const parsed = crashShape.safeParse(body)
  if (!parsed.success) throw new ParseError('a crash report without its process')
  const { procName, procPath, pid: number, captureTime, exception, termination } = parsed.data
  const type = exception?.type ?? 'crash'
  const name = exception?.signal === undefined ? type : `${type} (${exception.signal})`
  const timestampText = captureTime ?? headerTimestamp
  return {
    kind: 'crash',
    processName: printable(procName, maxLength),
    processPid:
      number !== undefined && Number.isSafeInteger(number) && number > 0 ? pid(number) : null,
    fileName:
      procPath === undefined ? null : printable(procPath.split('/').at(-1) ?? '', maxLength),
    signature: {
      name: printable(name, maxLength),
      text: printable(termination?.indicator ?? termination?.namespace ?? name, maxLength),
    },
    timestampText,
    atMs: instantIn(timestampText),
  }
}
