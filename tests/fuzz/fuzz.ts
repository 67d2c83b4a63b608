import * as fc from 'fast-check'
import { changedBytes } from './change-bytes.ts'
import { changedText } from './change-text.ts'
import { aChange, type Change } from './changes.ts'
import { bytesWithout, smallest, textWithout } from './smallest.ts'
import type { Subject } from './subject.ts'
import { tryInput } from './trying.ts'

export interface Fuzzed {
  readonly subject: string
  readonly seed: number
  readonly tried: number
  /** How many were taken for what they should be: a subject that refuses all of them shows nothing. */
  readonly taken: number
  readonly slowestMs: number
  readonly failure: Failure | null
}

export interface Failure {
  readonly fault: string
  /** Made as small as it could be. */
  readonly input: string | Uint8Array
}

const mostChanges = 6
/** Each so-maniest is tried twice. */
const twiceEvery = 8

/** So many inputs for one subject: its samples as they are, then changed. */
export async function fuzz(
  subject: Subject<string> | Subject<Uint8Array>,
  seed: number,
  count: number,
): Promise<Fuzzed> {
  return isOfBytes(subject)
    ? fuzzWith(subject, seed, count, bytesFor(subject), bytesWithout)
    : fuzzWith(subject, seed, count, textsFor(subject), textWithout)
}

export const isOfBytes = (
  subject: Subject<string> | Subject<Uint8Array>,
): subject is Subject<Uint8Array> => typeof subject.samples()[0] !== 'string'

async function fuzzWith<Input extends string | Uint8Array>(
  subject: Subject<Input>,
  seed: number,
  count: number,
  inputs: fc.Arbitrary<Input>,
  without: (input: Input, from: number, to: number) => Input,
): Promise<Fuzzed> {
  let tried = 0
  let taken = 0
  let slowestMs = 0
  let fault: string | null = null
  const holds = async (input: Input): Promise<boolean> => {
    const one = await tryInput(subject, input, tried % twiceEvery === 0)
    tried++
    if (one.isTaken) taken++
    slowestMs = Math.max(slowestMs, one.tookMs)
    fault = one.fault ?? fault
    return one.fault === null
  }
  const examples = subject.samples().map((sample): [Input] => [sample])
  const { counterexample } = await fc.check(fc.asyncProperty(inputs, holds), {
    seed,
    numRuns: Math.max(examples.length, Math.ceil(count * (subject.share ?? 1))),
    examples,
  })
  const [found] = counterexample ?? []
  const told = { subject: subject.name, seed, tried, taken, slowestMs }
  if (found === undefined) return { ...told, failure: null }
  const fails = async (input: Input): Promise<boolean> =>
    (await tryInput(subject, input, true)).fault !== null
  const input = await smallest(found, fails, without)
  const last = await tryInput(subject, input, true)
  return { ...told, failure: { fault: last.fault ?? fault ?? 'it fails only now and then', input } }
}

const changes = fc.array(aChange, { minLength: 1, maxLength: mostChanges })

const textsFor = ({ samples, change = changedText }: Subject<string>): fc.Arbitrary<string> =>
  mostly(
    near(samples(), change),
    fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json()),
  )

const bytesFor = ({
  samples,
  change = changedBytes,
}: Subject<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  mostly(near(samples(), change), fc.uint8Array({ maxLength: 300 }))

const near = <Input>(
  samples: readonly Input[],
  change: (input: Input, made: readonly Change[], samples: readonly Input[]) => Input,
): fc.Arbitrary<Input> =>
  fc
    .tuple(fc.constantFrom(...samples), changes)
    .map(([sample, made]) => change(sample, made, samples))

const mostly = <Input>(
  often: fc.Arbitrary<Input>,
  seldom: fc.Arbitrary<Input>,
): fc.Arbitrary<Input> =>
  fc.oneof({ arbitrary: often, weight: 15 }, { arbitrary: seldom, weight: 1 })
