import { z } from 'zod/mini'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { instantIn } from './report-time.ts'
import type { ReportSignature } from './panic-report.ts'

/** macOS started the GPU anew, and blames a process. */
export interface GpuReset {
  readonly kind: 'gpu-reset'
  /** Cut to 16 characters by macOS; null: the report does not say. */
  readonly processName: string | null
  readonly signature: ReportSignature
  readonly timestampText: string | null
  readonly atMs: number | null
}

const word = z.optional(z.string())
const gpuShape = z.object({
  process_name: word,
  restart_reason_desc: word,
  analysis: z.optional(z.object({ process_name: word, restart_reason_desc: word })),
})

const maxLength = 200

// {"bug_type":"284","timestamp":"2026-10-09 22:59:04.00 -0500","os_version":"macOS 26.1 (25B78)"}
// {"process_name":"llama-server","analysis":{"signature":579,"restart_reason_desc":"firmware-detected lockup","restart_reason":4}}
export function gpuResetOf(body: unknown, timestampText: string | null): GpuReset {
  const parsed = gpuShape.safeParse(body)
  if (!parsed.success) throw new ParseError('a report of the GPU of another form')
  const { analysis, process_name, restart_reason_desc } = parsed.data
  const why = analysis?.restart_reason_desc ?? restart_reason_desc
  const process = process_name ?? analysis?.process_name
  if (why === undefined && process === undefined) {
    throw new ParseError('a report of the GPU without its reason')
  }
  return {
    kind: 'gpu-reset',
    processName: process === undefined || process === '' ? null : printable(process, maxLength),
    signature: { name: 'GPU reset', text: printable(why ?? 'no reason is given', maxLength) },
    timestampText,
    atMs: instantIn(timestampText),
  }
}
