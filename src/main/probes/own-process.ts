import { z } from 'zod/mini'
import { pid, type Pid } from '../../shared/ids.ts'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import { costPartKinds, type CostPartKind } from '../../shared/snapshot.ts'
import { anAmount } from '../host/amount.ts'
import type { Probe } from './probe.ts'

/** What Headroom's own process has taken: processor time since its start, resident memory now. */
export interface OwnProcess {
  /** null in recordings of an earlier Headroom. */
  readonly pid: Pid | null
  /** In whose name it acts; null in recordings of an earlier Headroom. */
  readonly userId: number | null
  readonly cpuMs: number
  readonly residentBytes: number
  /** Of an app: it and its helpers. Empty where there is no other process, and in recordings of an earlier Headroom. */
  readonly processes: readonly OwnPart[]
}

/** One process of the app. */
export interface OwnPart {
  readonly pid: number
  /** A number may be given again: by both it is told apart. */
  readonly startedAtMs: number
  readonly kind: CostPartKind
  /** Since its start; null where it is not told. */
  readonly cpuMs: number | null
  readonly residentBytes: number | null
}

/** An app of a few windows has a dozen. */
const maxProcesses = 256

const shape = z.object({
  pid: z.optional(anAmount),
  userId: z.optional(anAmount),
  cpuMs: anAmount,
  residentBytes: anAmount,
  processes: z.optional(
    z
      .array(
        z.object({
          pid: anAmount,
          startedAtMs: anAmount,
          kind: z.enum(costPartKinds),
          cpuMs: z.nullable(anAmount),
          residentBytes: z.nullable(anAmount),
        }),
      )
      .check(z.maxLength(maxProcesses)),
  ),
})

export const ownProcess: Probe<OwnProcess> = {
  question: { kind: 'library', name: 'node/process' },
  parse: parseOwnProcess,
}

// {"pid":4711,"userId":1000,"cpuMs":412.3,"residentBytes":61000000}
export function parseOwnProcess(text: string): OwnProcess {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the cost of a process')
  const { pid: number, userId = null, cpuMs, residentBytes, processes = [] } = parsed.data
  return {
    pid: number === undefined ? null : pid(number),
    userId,
    cpuMs,
    residentBytes,
    processes,
  }
}
