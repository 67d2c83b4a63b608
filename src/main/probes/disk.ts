import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import type { Disk } from '../../shared/snapshot.ts'
import { anAmount } from '../host/amount.ts'
import type { Probe } from './probe.ts'

const shape = z.object({ totalBytes: anAmount, freeBytes: anAmount })

/** The size of a volume, and what a user without privileges may still write to it. */
export const disk = (path: string): Probe<Disk> => ({
  question: { kind: 'disk', path },
  parse: (text) => ({ path, ...parseDisk(text) }),
})

// {"totalBytes":270000000000,"freeBytes":85000000000}
export function parseDisk(text: string): Omit<Disk, 'path'> {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the size of a volume')
  return parsed.data
}
