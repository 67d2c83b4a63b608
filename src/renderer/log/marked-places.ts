import type { LineMark } from '../../shared/log-view.ts'
import type { Row } from './rows.ts'

/** What is worth going to: of work and figures a log is full. */
export type TellingKind = Exclude<LineMark['kind'], 'work' | 'figure'>

export interface MarkedPlace {
  readonly place: number
  readonly mark: LineMark & { readonly kind: TellingKind }
}

export const markedIn = (rows: readonly Row[]): readonly MarkedPlace[] =>
  rows.flatMap(({ mark }, place) => {
    if (mark === null || mark.kind === 'work' || mark.kind === 'figure') return []
    return [{ place, mark: mark.kind === 'failure' ? mark : { kind: mark.kind } }]
  })

/** As fine as a strip is drawn. */
export const stripeCount = 240

export interface Stripe {
  readonly at: number
  readonly kind: TellingKind
}

const weight: Readonly<Record<TellingKind, number>> = { failure: 3, notice: 2, load: 1 }

/** Of all marks that fall on one stripe the gravest is drawn. */
export function stripesOf(marked: readonly MarkedPlace[], count: number): readonly Stripe[] {
  const stripes = new Map<number, TellingKind>()
  for (const { place, mark } of marked) {
    const at = Math.floor((place / Math.max(1, count)) * stripeCount)
    const held = stripes.get(at)
    if (held === undefined || weight[held] < weight[mark.kind]) stripes.set(at, mark.kind)
  }
  return [...stripes].map(([at, kind]) => ({ at, kind }))
}

/** Which mark a key leads to from a row; null: none. */
export function markByKey(
  key: string,
  marked: readonly MarkedPlace[],
  currentPlace: number | null,
): number | null {
  const at = currentPlace ?? -1
  const to: Readonly<Record<string, number>> = {
    ArrowDown: marked.findIndex(({ place }) => place > at),
    ArrowRight: marked.findIndex(({ place }) => place > at),
    ArrowUp: marked.findLastIndex(({ place }) => place < at),
    ArrowLeft: marked.findLastIndex(({ place }) => place < at),
    Home: 0,
    End: marked.length - 1,
  }
  const index = to[key]
  if (index === undefined) return null
  if (index >= 0) return index
  return key === 'ArrowDown' || key === 'ArrowRight' ? marked.length - 1 : 0
}

export const nearestMark = (
  marked: readonly MarkedPlace[],
  place: number,
): MarkedPlace | undefined =>
  marked.toSorted((a, b) => Math.abs(a.place - place) - Math.abs(b.place - place))[0]
