import type { Reading } from '../../shared/reading.ts'
import { attemptNow } from '../host/attempt.ts'
import type { Asker, Question } from '../host/host.ts'

/** How to ask one thing, and the parser of its answer: pure, throws ParseError on text it does not know. */
export interface Probe<T> {
  readonly question: Question
  readonly parse: (text: string) => T
}

/** One question asked, and its answer parsed. */
export async function read<T>(asker: Asker, probe: Probe<T>): Promise<Reading<T>> {
  const reading = await asker.ask(probe.question)
  if (reading.kind !== 'ok') return reading
  return attemptNow(reading.atMs, reading.tookMs, () => probe.parse(reading.value))
}
