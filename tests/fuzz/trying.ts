import { isDeepStrictEqual } from 'node:util'
import { cpuMs } from '../cpu-ms.ts'
import { isFouled, unsoundIn, type Bounds } from './sound.ts'
import type { Subject } from './subject.ts'

/** Far beyond what any takes, also where the machine is slow and the collector runs: what grows with a power is beyond it. */
const mostCpuMs = 4_000
const boundsFor = <Input extends string | Uint8Array>(
  { isRaw = false }: Subject<Input>,
  { length }: Input,
): Bounds => ({ mostValues: 200_000 + 60 * length, isRaw })

export interface Tried {
  /** In words; null: nothing. */
  readonly fault: string | null
  readonly isTaken: boolean
  readonly tookMs: number
}

/** One input, and whatever is wrong with what comes of it. `twice`: it must come of it again. */
export async function tryInput<Input extends string | Uint8Array>(
  subject: Subject<Input>,
  input: Input,
  isTwice: boolean,
): Promise<Tried> {
  const given = typeof input === 'string' ? null : Buffer.from(input)
  const beforeMs = cpuMs()
  const made = await outcomeOf(subject, input)
  const tookMs = cpuMs() - beforeMs
  const fault =
    made.fault ??
    faultAfter(subject, input, made, tookMs) ??
    (given !== null && !given.equals(Buffer.from(input)) ? 'its input was written over' : null) ??
    (isTwice ? await changedFault(subject, input, made) : null)
  return { fault, isTaken: made.isTaken, tookMs }
}

function faultAfter<Input extends string | Uint8Array>(
  subject: Subject<Input>,
  input: Input,
  { isTaken, value }: Made,
  tookMs: number,
): string | null {
  if (tookMs > mostCpuMs) return `it took ${Math.round(tookMs)} ms of the processor`
  if (isFouled()) return 'what all objects have in common is changed'
  if (!isTaken) return null
  return unsoundIn(value, boundsFor(subject, input)) ?? subject.wrong?.(value, input) ?? null
}

interface Made {
  readonly fault: string | null
  readonly isTaken: boolean
  /** What was made of it, or how it was refused. */
  readonly value: unknown
}

async function outcomeOf<Input extends string | Uint8Array>(
  { take, refusals }: Subject<Input>,
  input: Input,
): Promise<Made> {
  try {
    return { fault: null, isTaken: true, value: await take(input) }
  } catch (error) {
    // the errors by which it may refuse; any other is what is looked for
    if (refusals.some((kind) => error instanceof kind))
      return { fault: null, isTaken: false, value: error instanceof Error ? error.message : null }
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { fault: `it threw ${words.slice(0, 1_500)}`, isTaken: false, value: null }
  }
}

async function changedFault<Input extends string | Uint8Array>(
  subject: Subject<Input>,
  input: Input,
  made: Made,
): Promise<string | null> {
  if (subject.isSteady === false) return null
  const again = await outcomeOf(subject, input)
  return isDeepStrictEqual(again.value, made.value) ? null : 'it says another thing the second time'
}
