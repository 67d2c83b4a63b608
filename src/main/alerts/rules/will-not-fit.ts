import type { LoadId } from '../../../shared/ids.ts'
import type { Load } from '../../../shared/load.ts'
import type { LogNotice } from '../../../shared/log-notice.ts'
import { freshOf } from '../fresh.ts'
import { claimOfLoad, standingOfLoad } from '../load-claim.ts'
import { isBeforeEviction, servesMore } from '../load-neighbours.ts'
import { claimOfNotice } from '../notice-claim.ts'
import { dwellOf, type Dwell, type Rule, type Sight, type Unjudged } from '../rule.ts'

/** A load lasts for seconds: what it is to need is said at the first sight of it. */
const dwell = dwellOf('will-not-fit', { readingCount: 1, calmMs: 10_000 })
/** A server that lets another model go for it does so just before: what is read then may still count the old one. */
const besideOthers: Dwell = { ...dwell, holdMs: 4_000, readingCount: 2 }
/** From then on its failure, or what it does past the limit, is told. */
const atOnce: Dwell = { ...dwell, calmMs: 0 }

export const willNotFit: Rule = {
  id: 'will-not-fit',
  dwell,
  create: () => {
    const seesOthers = servesMore()
    const keysAt = createKeys()
    let told: ReadonlySet<LoadId> = new Set()
    return ({ snapshot }) => {
      const isKnown = freshOf(snapshot.room) !== null
      const hasOthers = seesOthers(snapshot)
      const keys = keysAt(snapshot)
      const loading = snapshot.loads.filter(({ stage }) => stage === 'loading')
      const sights = loading.flatMap((load) => {
        const around = { snapshot, key: keys.get(load.id) ?? load.id, hasOthers: hasOthers(load) }
        const sight = isKnown ? sightOfLoad(load, around) : null
        return sight === null ? [] : [{ load, sight }]
      })
      const undecided = loading.filter(({ id }) => sights.every(({ load }) => load.id !== id))
      const isBlind = undecided.some(({ id }) => told.has(id))
      told = new Set([
        ...sights.filter(({ sight }) => sight.level !== 'low').map(({ load }) => load.id),
        ...undecided.filter(({ id }) => told.has(id)).map(({ id }) => id),
      ])
      const ended = endedSights(snapshot, keys)
      return {
        sights: [...sights.map(({ sight }) => sight), ...ended, ...noticed(snapshot)],
        isBlind,
      }
    }
  },
}

interface Around {
  readonly snapshot: Unjudged
  readonly key: string
  readonly hasOthers: boolean
}

/** null: whether it fits cannot be told. */
function sightOfLoad(load: Load, { snapshot, key, hasOthers }: Around): Sight | null {
  const standing = standingOfLoad(load, snapshot)
  if (standing === null) return null
  if (standing.level === 'low') return { key, level: 'low' }
  const claim = claimOfLoad(load, standing, snapshot)
  if (standing.level === 'between' || isBeforeEviction(load, standing, snapshot))
    return { key, level: 'between', claim }
  return { key, level: 'high', claim, dwell: hasOthers ? besideOthers : dwell }
}

const endedSights = ({ loads }: Unjudged, keys: ReadonlyMap<LoadId, string>): readonly Sight[] =>
  loads
    .filter(({ stage }) => stage !== 'loading')
    .map(({ id }) => ({ key: keys.get(id) ?? id, level: 'low', dwell: atOnce }))

const keyOf = ({ id }: LogNotice): string => `notice ${id}`

/** Where nothing else tells of the load, its log's own figures do. */
const noticed = (snapshot: Unjudged): readonly Sight[] =>
  snapshot.notices.flatMap((notice): readonly Sight[] => {
    const claim = isToldByLoad(notice, snapshot) ? null : claimOfNotice(notice, snapshot)
    return claim === null ? [] : [{ key: keyOf(notice), level: 'high', claim }]
  })

const isToldByLoad = (notice: LogNotice, { loads }: Unjudged): boolean =>
  loads.some(({ serverId, need }) => serverId === notice.serverId && need.kind === 'ok')

/** A load that its log has told of before stays the same alert: it goes on under the key of its notice. */
function createKeys(): (snapshot: Unjudged) => ReadonlyMap<LoadId, string> {
  let keys: ReadonlyMap<LoadId, string> = new Map()
  let untold: readonly LogNotice[] = []
  return (snapshot) => {
    const taken = new Set(keys.values())
    const kept = snapshot.loads.map((load): readonly [LoadId, string] => {
      const isNew = load.stage === 'loading' && load.need.kind === 'ok'
      const before = untold.find(
        (notice) => notice.serverId === load.serverId && !taken.has(keyOf(notice)),
      )
      const key = keys.get(load.id) ?? (isNew && before !== undefined ? keyOf(before) : load.id)
      taken.add(key)
      return [load.id, key]
    })
    keys = new Map(kept.filter(([id, key]) => key !== id || isForeseen(id, snapshot)))
    untold = snapshot.notices.filter((notice) => !isToldByLoad(notice, snapshot))
    return keys
  }
}

const isForeseen = (id: LoadId, { loads }: Unjudged): boolean =>
  loads.some((load) => load.id === id && load.need.kind === 'ok')
