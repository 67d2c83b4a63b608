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
/** The longest of a real one are of some hundred. */
const maxLineLength = 4_000

// {"panicString":"panic(cpu 3 caller 0x…): \"completeMemory() prepare count underflow\" @IOGPUMemory.cpp:492\n…"}
export function panicOf(body: unknown, timestampText: string | null): Panic {
  const parsed = panicShape.safeParse(body)
  const text = parsed.success ? (parsed.data.panicString ?? parsed.data.panic_string) : undefined
  if (text === undefined) throw new ParseError('a panic without its text')
  const [, number, name] = taskForm.exec(lineOf(text, taskForm) ?? '') ?? []
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

const taskForm = /^[ \t]*Panicked task 0x[\da-f]+:.*?\bpid (\d{1,10}): ([^\r]+)$/i
const watchdogForm =
  /watchdog timeout: no (?:successful )?checkins from (?:watchdogd|WindowServer)\b/
const exhaustedForm = /Compressor Info:.*\(BAD\)/

/** The first line of this form; of a report that is a single line of megabytes none is looked for. */
const lineOf = (text: string, form: RegExp): string | null =>
  text.split(/\r?\n/).find((line) => line.length <= maxLineLength && form.test(line)) ?? null

/** The driver's line numbers move with every release: only its file and its sentences are matched. */
function causeOf(text: string): Pick<Panic, 'cause' | 'signature'> {
  const message = (text.split('\n', 1)[0] ?? '').trim()
  const quoted = printable(message, maxTextLength)
  const driver = driverNameIn(message)
  if (driver !== null) return { cause: 'gpu-driver', signature: { name: driver, text: quoted } }
  const watchdog = lineOf(text, watchdogForm)
  const exhaustedLine = lineOf(text, exhaustedForm)
  if (watchdog === null || exhaustedLine === null) {
    return { cause: 'other', signature: { name: 'kernel panic', text: quoted } }
  }
  const exhausted = exhaustedLine.slice(exhaustedLine.indexOf('Compressor Info:'))
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
