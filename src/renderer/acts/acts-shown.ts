import type { ActKind, ActOutcome, KeptAct } from '../../shared/act.ts'
import { formatApart, formatDate } from '../../shared/units.ts'
import { matches } from '../ui/matches.ts'

export const actKinds = [
  'unload',
  'quit',
  'reopen',
  'limit',
  'allow',
  'forbid',
] as const satisfies readonly ActKind[]
/** `unfinished`: nothing tells how it ended. */
export type ShownOutcome = ActOutcome | 'unfinished'
/** Of those that stand in the log, what was done first. */
export const shownOutcomes = [
  'done',
  'held',
  'waiting',
  'still-open',
  'kept-alive',
  'refused',
  'unfinished',
] as const satisfies readonly ShownOutcome[]

export const outcomeOf = ({ outcome }: Pick<KeptAct, 'outcome'>): ShownOutcome =>
  outcome ?? 'unfinished'

export interface ActFilter {
  readonly text: string
  readonly kind: ActKind | null
  readonly outcome: ShownOutcome | null
}
export const allActs: ActFilter = { text: '', kind: null, outcome: null }

/** `textsOf`: what is seen of an act, in the reader's language. */
export const filtered = (
  acts: readonly KeptAct[],
  { text, kind, outcome }: ActFilter,
  textsOf: (act: KeptAct) => readonly (string | null)[],
): readonly KeptAct[] =>
  acts.filter(
    (act) =>
      (kind === null || act.act === kind) &&
      (outcome === null || outcomeOf(act) === outcome) &&
      matches(text, textsOf(act)),
  )

export interface ActDay {
  /** The same in every language. */
  readonly date: string
  /** Of its newest act. */
  readonly atMs: number
  readonly acts: readonly KeptAct[]
}

/** As they come, the newest first. */
export const byDay = (acts: readonly KeptAct[]): readonly ActDay[] =>
  [...Map.groupBy(acts, ({ atMs }) => formatDate(atMs))].map(([date, ofDay]) => ({
    date,
    atMs: ofDay[0]?.atMs ?? 0,
    acts: ofDay,
  }))

export interface CameBack {
  readonly total: string
  /** The figures beside the acts come to the total as they are shown; else it is to be called `about`. */
  readonly addsUp: boolean
}

/** What came back in all; null where that is known of none. */
export function cameBackIn(acts: readonly KeptAct[]): CameBack | null {
  const known = acts.flatMap(({ returnedBytes }) => returnedBytes ?? [])
  if (known.length === 0) return null
  const { total, addsUp } = formatApart(known)
  return { total, addsUp }
}
