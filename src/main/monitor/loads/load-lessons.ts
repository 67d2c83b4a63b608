import type { LogFacts } from '../../../shared/log-facts.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { LoadMachine } from '../../fit/load-fit.ts'
import type { Learning } from '../../fit/learnt/learning.ts'
import type { LoadEnd } from './load-book.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { LoadNow } from './load-entry.ts'
import type { LoadModel } from './load-models.ts'

/** A server answers before its log has been read to the end. */
const patienceMs = 10_000

export interface LessonsOptions {
  readonly learning: Pick<Learning, 'note'>
  /** How a load ended that is under way no more. */
  readonly endOf: (id: string) => LoadEnd | null
  /** Its model, as far as it is known now. */
  readonly modelOf: (loading: Loading) => LoadModel
  /** What its log says of it now; null: nothing. */
  readonly factsOf: (id: string) => LogFacts | null
  readonly nameOf: (load: LoadNow) => string
}

/** Loads that have come to their end, and what can be learnt of them. */
export interface LoadLessons {
  /** Once a tick, with the loads that are under way. */
  step(loads: readonly LoadNow[], machine: LoadMachine, atMs: number): void
  /** Those of which something may be learnt once their model is known. */
  due(): readonly Loading[]
}

interface Due {
  readonly load: LoadNow
  readonly sinceMs: number
}

export function createLoadLessons(options: LessonsOptions): LoadLessons {
  let open: ReadonlyMap<string, LoadNow> = new Map()
  let due: ReadonlyMap<string, Due> = new Map()
  return {
    step: (loads, machine, atMs) => {
      const now = new Map(loads.map((load) => [load.loading.id, load]))
      const done = [...open].filter(([id]) => !now.has(id) && options.endOf(id) === 'loaded')
      open = now
      const all = [...due, ...done.map(([id, load]) => [id, { load, sinceMs: atMs }] as const)]
      // one that loads again tells of that from now on
      const left = all.filter(
        ([id, one]) =>
          !now.has(id) &&
          isWithin(one.sinceMs, patienceMs, atMs) &&
          !learn(id, one.load, { options, machine, atMs }),
      )
      due = new Map(left)
    },
    due: () =>
      [...due.values()].flatMap(({ load }) => (load.model.kind === 'ok' ? [] : [load.loading])),
  }
}

interface Moment {
  readonly options: LessonsOptions
  readonly machine: LoadMachine
  readonly atMs: number
}

/** Whether it has shown all that can be learnt of it. */
function learn(id: string, load: LoadNow, { options, machine, atMs }: Moment): boolean {
  const { loading, said } = load
  // a small one is loaded before its header has been read
  const model = load.model.kind === 'ok' ? load.model : options.modelOf(loading)
  if (model.kind !== 'ok') return model.kind === 'absent'
  try {
    const log = options.factsOf(id) ?? said.log
    const report = model.fit.report(machine, { ...said, log })
    if (report === null) return false
    const subject = { ...report.subject, name: options.nameOf(load) }
    options.learning.note({ ...report, subject }, atMs)
    return true
  } catch {
    // UsageError, ParseError: it cannot be reckoned like this
    return true
  }
}
