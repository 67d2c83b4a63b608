import { z } from 'zod/mini'
import { pid, type Pid } from '../../shared/ids.ts'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import type { Probe } from './probe.ts'

/** What Headroom's own process has taken: processor time since its start, resident memory now. */
export interface OwnProcess {
  /** null in recordings of an earlier Headroom. */
  readonly pid: Pid | null
  /** In whose name it acts; null in recordings of an earlier Headroom. */
  readonly userId: number | null
  readonly cpuMs: number
  readonly residentBytes: number
}

const shape = z.object({
  pid: z.optional(z.number()),
  userId: z.optional(z.number()),
  cpuMs: z.number(),
  residentBytes: z.number(),
})

export const ownProcess: Probe<OwnProcess> = {
  question: { kind: 'library', name: 'node/process' },
  parse: parseOwnProcess,
}

// {"pid":4711,"userId":1000,"cpuMs":412.3,"residentBytes":61000000}
export function parseOwnProcess(text: string): OwnProcess {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the cost of a process')
  const { pid: number, userId = null, cpuMs, residentBytes } = parsed.data
  return { pid: number === undefined ? null : pid(number), userId, cpuMs, residentBytes }
}
