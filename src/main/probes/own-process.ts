import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import type { Probe } from './probe.ts'

/** What Headroom's own process has taken: processor time since its start, resident memory now. */
export interface OwnProcess {
  readonly cpuMs: number
  readonly residentBytes: number
}

const shape = z.object({ cpuMs: z.number(), residentBytes: z.number() })

export const ownProcess: Probe<OwnProcess> = {
  question: { kind: 'library', name: 'node/process' },
  parse: parseOwnProcess,
}

// {"cpuMs":412.3,"residentBytes":61000000}
export function parseOwnProcess(text: string): OwnProcess {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the cost of a process')
  return parsed.data
}
