import { z } from 'zod/mini'
import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { instantIn } from './report-time.ts'

/** The kernel stopped the whole machine. */
export interface Panic {
  readonly kind: 'panic'
  /** `memory`: a watchdog's panic with the compressor's segments used up; a watchdog's alone says nothing of memory. */
  readonly cause: 'gpu-driver' | 'memory' | 'other'
  readonly signature: ReportSignature
  /** The process that ran when it happened; often the one that used the GPU. */
  readonly taskName: string | null
  readonly taskPid: Pid | null
  readonly timestampText: string | null
  /** The same instant, since 1970; null where it cannot be read. */
  readonly atMs: number | null
}

/** What a report is known by: a name that stays from release to release, and the words that stand in it. */
export interface ReportSignature {
  readonly name: string
  /** Word for word, cut, without control characters. */
  readonly text: string
}

const panicShape = z.object({
  panicString: z.optional(z.string()),
  panic_string: z.optional(z.string()),
})

const maxTextLength = 400
const maxNameLength = 100

// {"panicString":"panic(cpu 3 caller 0x…): \"completeMemory() prepare count underflow\" @IOGPUMemory.cpp:492\n…"}
export function panicOf(body: unknown, timestampText: string | null): Panic {
  const parsed = panicShape.safeParse(body)
  const text = parsed.success ? (parsed.data.panicString ?? parsed.data.panic_string) : undefined
  if (text === undefined) throw new ParseError('a panic without its text')
  const [, number, name] =
    /^[ \t]*Panicked task 0x[\da-f]+:[^\n]*?\bpid (\d{1,10}): ([^\r\n]+)$/im.exec(text) ?? []
  return {
    kind: 'panic',
    ...causeOf(text),
    taskName: name === undefined ? null : printable(name.trim(), maxNameLength),
    taskPid: number === undefined ? null : pid(Number(number)),
    timestampText,
    atMs: instantIn(timestampText),
  }
}

const driverFile = 'IOGPUMemory.cpp'
const underflow = 'completeMemory() prepare count underflow'

/** The driver's line numbers move with every release: only its file and its sentences are matched. */
function causeOf(text: string): Pick<Panic, 'cause' | 'signature'> {
  const message = (text.split('\n', 1)[0] ?? '').trim()
  const quoted = printable(message, maxTextLength)
  const driver = driverNameIn(message)
  if (driver !== null) return { cause: 'gpu-driver', signature: { name: driver, text: quoted } }
  const watchdog =
    /[^\n]*watchdog timeout: no (?:successful )?checkins from (?:watchdogd|WindowServer)\b[^\n]*/.exec(
      text,
    )?.[0]
  const exhausted = /Compressor Info:[^\n]*\(BAD\)[^\n]*/.exec(text)?.[0]
  if (watchdog === undefined || exhausted === undefined) {
    return { cause: 'other', signature: { name: 'kernel panic', text: quoted } }
  }
  const lines = [watchdog, exhausted].map((line) => printable(line.trim(), maxTextLength / 2))
  return {
    cause: 'memory',
    signature: { name: 'watchdog timeout, Compressor Info (BAD)', text: lines.join(' … ') },
  }
}

function driverNameIn(message: string): string | null {
  if (message.includes('prepare count underflow')) return `${driverFile}: ${underflow}`
  if (message.includes('fPendingMemorySet')) return 'fPendingMemorySet'
  return message.includes(`@${driverFile}`) ? driverFile : null
}
