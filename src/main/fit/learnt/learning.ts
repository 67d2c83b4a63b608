import { correctionOf, isBelievable, mostLoads } from '../../history/learnt/correction.ts'
import type { KeptModel, LearntParts } from '../../history/learnt/learnt-parts.ts'
import { noLearntUse, type LearntUse } from '../../history/learnt/learnt-use.ts'
import type { Correction } from '../../inference/estimate/learnt-need.ts'
import type { Ratios } from './reported.ts'
import { mark, type LearntSubject } from './subject.ts'

/** What one load has shown. */
export interface LearntReport {
  readonly subject: LearntSubject
  readonly ratios: Ratios
}

/** What real loads have taught, for all that estimates. */
export interface Learning {
  /** null: nothing was learnt of it, or nothing is to be used. */
  of(subject: LearntSubject | null): Correction | null
  note(report: LearntReport, atMs: number): void
  /** Another Headroom may have learnt something, or forgotten it. */
  refresh(): Promise<void>
}

export const createLearning = ({ parts, note, refresh }: LearntUse = noLearntUse): Learning => ({
  of: (subject) => (subject === null ? null : learntOf(parts(), subject)),
  note: (report, atMs) => note((known) => withLoad(known, report, atMs)),
  refresh,
})

export const noLearning: Learning = createLearning()

const inStudio = 'LM Studio '

/** As it is kept: builds of another program's own are none of its engine's. */
const buildOf = ({ build, program }: LearntSubject): string | null =>
  program === 'lm-studio' ? `${inStudio}${build ?? ''}` : build

/** Where nobody says which build is to run, the one that has run here last. */
export function learntOf({ models }: LearntParts, subject: LearntSubject): Correction | null {
  const { engine, build, likeness, program } = subject
  const [latest] = models
    .filter((one) => one.engine === engine && one.likeness === likeness)
    .filter((one) =>
      build === null
        ? (one.build?.startsWith(inStudio) ?? false) === (program === 'lm-studio')
        : one.build === buildOf(subject),
    )
    .toSorted((a, b) => b.lastAtMs - a.lastAtMs)
  return latest === undefined ? null : correctionIn(latest)
}

function correctionIn({ loads, seen }: KeptModel): Correction {
  const last = seen.slice(-mostLoads)
  const all = last.flatMap(({ ratios }) => Object.entries(ratios))
  const ranges = [...Map.groupBy(all, ([name]) => name)].map(([name, own]) => {
    const values = own.map(([, ratio]) => ratio).filter(isBelievable)
    return [name, { low: Math.min(...values), high: Math.max(...values) }]
  })
  return { loads, ratios: correctionOf(last), seen: Object.fromEntries(ranges) }
}

/** Within so long a load is the same one, which another Headroom has seen too. */
const sameLoadMs = 20_000

/** What its last loads came to, and this one. */
export function withLoad(
  parts: LearntParts,
  { subject, ratios }: LearntReport,
  atMs: number,
): LearntParts {
  const { engine, likeness, name } = subject
  const build = buildOf(subject)
  const id = `${engine}-${mark(JSON.stringify([engine, build, likeness]))}`
  const before = parts.models.find((one) => one.id === id)
  const isTold = before !== undefined && Math.abs(atMs - before.lastAtMs) < sameLoadMs
  if (isTold) return parts
  const model: KeptModel = {
    id,
    engine,
    build,
    model: name.slice(0, maxName),
    likeness,
    loads: (before?.loads ?? 0) + 1,
    lastAtMs: atMs,
    seen: [...(before?.seen ?? []), { atMs, ratios }].slice(-mostLoads),
  }
  return { ...parts, models: [...parts.models.filter((one) => one.id !== id), model] }
}

const maxName = 200
