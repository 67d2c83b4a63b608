import { titleOf } from '../../shared/finding-text.ts'
import type { ModelId } from '../../shared/ids.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { trailMs, type TrailMark, type TrailMarkKind } from '../../shared/trail.ts'

/** More than that cannot be told apart in ten minutes. */
const maxMarks = 40
/** A model that has done nothing for so long has not merely drawn breath between two requests. */
const restsForMs = 5_000
/** What fails over and over is marked once in so long. */
const againMs = 30_000

/** What marks come from. `acts`: what was done since the Snapshot before. */
export interface MarkSight extends Pick<Snapshot, 'atMs' | 'loads' | 'models' | 'findings'> {
  readonly acts: readonly TrailMark[]
}

/** What has to be known of the Snapshot before, so that nothing is marked twice. */
export interface MarkState {
  readonly marks: readonly TrailMark[]
  /** Loads and findings that stood in it. null: there was none, and when a thing without a time began is not known. */
  readonly seen: ReadonlySet<string> | null
  readonly rests: ReadonlyMap<ModelId, Rest>
}

/** Since when a model does nothing; null: it works. */
type Rest = number | null

export const noMarks: MarkState = { marks: [], seen: null, rests: new Map() }

/** One Snapshot more. The very same marks where nothing has happened: most have none. */
export function stepMarks({ marks, seen, rests }: MarkState, sight: MarkSight): MarkState {
  const { atMs, acts } = sight
  const things = thingsIn(sight, seen === null ? null : atMs)
  const began = things.flatMap(({ id, mark }) =>
    mark === null || seen?.has(id) === true ? [] : [mark],
  )
  const news = [...began, ...promptsIn(sight, rests), ...acts]
  return {
    marks: joined(marks, news, atMs),
    seen: new Set(things.map(({ id }) => id)),
    rests: new Map(sight.models.map((model) => [model.id, restOf(model, rests, atMs)])),
  }
}

/** Each once, by its name, a finding when it came first and last; `untimedAtMs`: when those began that tell no time. */
const thingsIn = (
  { loads, findings }: MarkSight,
  untimedAtMs: number | null,
): readonly { readonly id: string; readonly mark: TrailMark | null }[] => [
  ...loads.map(({ id, startedAtMs, name }) => ({
    id: `load ${id}`,
    mark: markOf('load', startedAtMs, name),
  })),
  ...findings.flatMap((finding) => {
    const { id, atMs, lastAtMs } = finding
    const first = { id: `finding ${id}`, mark: findingMark(titleOf(finding), atMs ?? untimedAtMs) }
    const turn = atMs === null || lastAtMs === null ? 0 : Math.floor((lastAtMs - atMs) / againMs)
    const last = { id: `finding ${id} ${turn}`, mark: findingMark(titleOf(finding), lastAtMs) }
    return turn > 0 ? [first, last] : [first]
  }),
]

const markOf = (kind: TrailMarkKind, atMs: number, what: string): TrailMark => ({
  atMs,
  kind,
  what,
})
const findingMark = (what: string, atMs: number | null): TrailMark | null =>
  atMs === null ? null : markOf('finding', atMs, what)

/** Old figures tell nothing of now. */
function restOf({ id, state, isStale }: Model, rests: MarkState['rests'], atMs: number): Rest {
  const before = rests.get(id)
  if (isStale && before !== undefined) return before
  return state === 'generating' ? null : (before ?? atMs)
}

/** Those that have begun to work; of one that worked when it was first seen nobody knows since when. */
const promptsIn = ({ models, atMs }: MarkSight, rests: MarkState['rests']): readonly TrailMark[] =>
  models.flatMap(({ id, name, state, isStale }) => {
    const sinceMs = rests.get(id) ?? null
    const isBegun = state === 'generating' && !isStale && sinceMs !== null
    return isBegun && atMs - sinceMs >= restsForMs ? [markOf('prompt', atMs, name)] : []
  })

/** In the order of time, each once: a log that is read again tells of the same load. */
function joined(
  marks: readonly TrailMark[],
  news: readonly TrailMark[],
  atMs: number,
): readonly TrailMark[] {
  const isWithin = (mark: TrailMark): boolean => mark.atMs > atMs - trailMs && mark.atMs <= atMs
  // what has ended while the Snapshot was made is of its moment
  const early = news.map((one) => ({ ...one, atMs: Math.min(one.atMs, atMs) }))
  const added = early.filter(
    (one, at) => isWithin(one) && !marks.some(isSame(one)) && early.findIndex(isSame(one)) === at,
  )
  if (added.length === 0 && marks.every(isWithin)) return marks
  return [...marks.filter(isWithin), ...added].toSorted((a, b) => a.atMs - b.atMs).slice(-maxMarks)
}

const isSame =
  (one: TrailMark) =>
  (other: TrailMark): boolean =>
    one.atMs === other.atMs && one.kind === other.kind && one.what === other.what
