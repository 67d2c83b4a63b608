import { learntNeed } from '../../../src/main/inference/estimate/learnt-need.ts'
import { judgedAfter, lying, type Judged } from '../learning/leave-one-out.ts'
import { loadsIn, type HowKnown, type KnownLoad } from '../learning/loads-of-runs.ts'
import { percentCells, percentColumns, percentOff, type Pair } from '../llama/percent-off.ts'
import type { Suite, Wrong } from '../suite.ts'

/** Of the whole need: what is less is the rounding of what was printed. */
const harmPct = 0.25

const lessons = [
  { when: 'before', count: 0, isLie: false },
  { when: 'after one', count: 1, isLie: false },
  { when: 'after three', count: 3, isLie: false },
  { when: 'after a lie', count: 1, isLie: true },
] as const
type Lesson = (typeof lessons)[number]

/** Estimates that learn from recorded loads, held against other loads of the same model and build. */
export const suite: Suite = {
  name: 'learning',
  measures:
    'estimates before a load of their model, after one and after three, on other loads of it',
  takes: 'path',
  inCi: '../shared/corpus/llama-fit-shapes',
  run: async (path) => {
    const known = measured(await loadsIn(path, 'known'))
    const unknown = measured(await loadsIn(path, 'unknown'))
    const wrong = known.flatMap(({ harmed }) => harmed)
    const taught = known.filter(({ lesson }) => lesson.count > 0 && !lesson.isLie)
    const total = taught.reduce((sum, { judged }) => sum + judged.length, 0)
    const rows = [...rowsOf('known', known), ...rowsOf('unknown', unknown)]
    return {
      total,
      right: total - wrong.length,
      wrong,
      table: {
        columns: [{ title: 'architecture' }, { title: 'of' }, { title: '' }, ...percentColumns],
        rows: rows.map(({ how, part, when, off }) => [how, part, when, ...percentCells(off)]),
      },
      further: {
        errors: rows.map(({ how, part, when, off }) => ({ how, part, when, ...off })),
      },
    }
  },
}

interface Measured {
  readonly lesson: Lesson
  readonly judged: readonly Judged[]
  /** Of those that were taught what is true. */
  readonly harmed: readonly Wrong[]
}

function measured(loads: readonly KnownLoad[]): readonly Measured[] {
  const before = new Map(
    judgedAfter(loads, 0, { estimate: learntNeed }).map((one) => [one.id, pctOf(one.whole)]),
  )
  return lessons.map((lesson) => {
    const judged = judgedAfter(loads, lesson.count, {
      estimate: learntNeed,
      ...(lesson.isLie ? { told: lying } : {}),
    })
    const harmed = judged.filter(
      ({ id, whole }) => !lesson.isLie && pctOf(whole) > (before.get(id) ?? 0) + harmPct,
    )
    return {
      lesson,
      judged,
      harmed: harmed.map(({ id, whole }) => ({ id, field: lesson.when, ...whole })),
    }
  })
}

const pctOf = ({ expected, got }: Pair): number => (100 * Math.abs(got - expected)) / expected

function rowsOf(how: HowKnown, all: readonly Measured[]) {
  const parts = [
    ...new Set(all.flatMap(({ judged }) => judged.flatMap((one) => Object.keys(one.parts)))),
  ]
  const rowsFor = (part: string, pairsOf: (one: Judged) => readonly Pair[]) =>
    all.map(({ lesson, judged }) => ({
      how,
      part,
      when: lesson.when,
      off: percentOff(judged.flatMap(pairsOf)),
    }))
  return [
    ...rowsFor('all of it', ({ whole }) => [whole]),
    ...parts.flatMap((part) => rowsFor(part, (one) => [one.parts[part] ?? []].flat())),
  ]
}
