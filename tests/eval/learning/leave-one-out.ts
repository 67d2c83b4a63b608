import { learntOf, withLoad } from '../../../src/main/fit/learnt/learning.ts'
import { reportedRatios } from '../../../src/main/fit/learnt/reported.ts'
import type { LearntSubject } from '../../../src/main/fit/learnt/subject.ts'
import { learntForm } from '../../../src/main/history/learnt/learnt-file.ts'
import { correctedNeed } from '../../../src/main/inference/estimate/corrected-need.ts'
import type { Correction } from '../../../src/main/inference/estimate/learnt-need.ts'
import type { Need } from '../../../src/main/inference/estimate/need.ts'
import type { Pair } from '../llama/percent-off.ts'
import type { KnownLoad } from './loads-of-runs.ts'

/** One load against what was estimated for it once others had taught. */
export interface Judged {
  readonly id: string
  /** Of all that its engine has printed. */
  readonly whole: Pair
  readonly parts: Readonly<Record<string, Pair>>
}

/** So many sets of teachers has each load, so that each counts as much: of a large group there are thousands. */
const setCount = 3

/** The same loads are judged whatever their number of teachers is. */
const mostTeachers = 3

export interface Judging {
  readonly estimate: (base: Need, correction: Correction | null) => Need
  /** What the logs of the teachers say. */
  readonly told?: (load: KnownLoad) => KnownLoad
}

/** Each load, taught by so many others of its model and build, in several ways. */
export function judgedAfter(
  loads: readonly KnownLoad[],
  count: number,
  { estimate, told = (load) => load }: Judging,
): readonly Judged[] {
  const groups = [...Map.groupBy(loads, ({ subject }) => subject).values()]
  return groups.flatMap((group) =>
    group.length <= mostTeachers
      ? []
      : group.flatMap((load) => {
          const others = group.filter((one) => one !== load)
          return setsOf(others, count).map((teachers) =>
            judged(load, estimate(load.base, learntFrom(teachers.map(told)))),
          )
        }),
  )
}

/** Spread evenly over all that there are, the same at each run. */
function setsOf(others: readonly KnownLoad[], count: number): readonly (readonly KnownLoad[])[] {
  if (count === 0) return [[]]
  const starts = Array.from({ length: setCount }, (_, index) =>
    Math.floor((index * others.length) / setCount),
  )
  const step = Math.max(1, Math.floor(others.length / count))
  return starts.map((start) =>
    Array.from(
      { length: count },
      (_, index) => others[(start + index * step) % others.length],
    ).flatMap((one) => one ?? []),
  )
}

const subject: LearntSubject = {
  engine: 'llama.cpp',
  build: 'b1',
  program: null,
  likeness: 'the model',
  name: 'the model',
}

/** As production does it: by the same reports, into the same store. */
function learntFrom(teachers: readonly KnownLoad[]) {
  const parts = teachers.reduce((before, { base, said }, index) => {
    const ratios = reportedRatios(base, said, null)
    return ratios === null ? before : withLoad(before, { subject, ratios }, index * 3_600_000)
  }, learntForm.none)
  return learntOf(parts, subject)
}

/** Two digits of a MiB say too little of less. */
const leastBytes = 2 ** 20

function judged({ id, base, said }: KnownLoad, estimated: Need): Judged {
  const truth = correctedNeed(base, said)
  const parts = base.parts.flatMap((part, index): readonly (readonly [string, Pair])[] => {
    const [is, got] = [truth.parts[index], estimated.parts[index]]
    if (is === undefined || got === undefined || is === part) return []
    if (is.bytes < leastBytes) return []
    return [[part.name, { expected: is.bytes, got: got.bytes }]]
  })
  const sum = (pick: (pair: Pair) => number): number =>
    parts.reduce((total, [, pair]) => total + pick(pair), 0)
  return {
    id,
    whole: { expected: sum(({ expected }) => expected), got: sum(({ got }) => got) },
    parts: Object.fromEntries(parts),
  }
}

/** A log that says as much as is believed of it, of compute buffers and caches: what harm it does. */
export const lying = (load: KnownLoad): KnownLoad => ({
  ...load,
  said: lieOf(load.base, load.said),
})

function lieOf({ parts }: Need, said: KnownLoad['said']): KnownLoad['said'] {
  const compute = parts.find(({ name }) => name === 'compute')?.bytes ?? 0
  const kv = parts.find(({ name }) => name === 'kv')?.bytes ?? 0
  return { ...said, cpuComputeBytes: compute * 1.24, cpuKvBytes: kv * 1.24 }
}
