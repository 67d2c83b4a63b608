import { freshOf } from '../fresh.ts'
import { claimOfPastLimit, mayComeBack } from '../past-limit-claim.ts'
import { toldByLoad } from '../told-by-load.ts'
import { pastLimitLevel } from '../past-limit-line.ts'
import { dwellOf, blind, seen, type Dwell, type Rule } from '../rule.ts'

const key = 'gpu'
const dwell = dwellOf('past-limit', { readingCount: 2, calmMs: 20_000 })
/** Nobody has told where the limit lies: it has to last. */
const whereEstimated: Dwell = { ...dwell, holdMs: 15_000, readingCount: 4 }

/** More is in use than Metal's limit: what comes of it differs by engine, and by how far. */
export const pastLimit: Rule = {
  id: 'past-limit',
  dwell,
  create: () => (moment) => {
    const { snapshot } = moment
    const level = pastLimitLevel(snapshot)
    const [gpu, limit] = [freshOf(snapshot.gpu), freshOf(snapshot.limit)]
    if (level === null || gpu === null || limit === null) return blind
    const isTheirs = mayComeBack(gpu, limit, snapshot)
    const holdsAny = snapshot.models.some(({ isRemote }) => !isRemote)
    if (level === 'low' || (!isTheirs && !holdsAny)) return seen([{ key, level: 'low' }])
    const claim = claimOfPastLimit(gpu, limit, snapshot)
    // models that rest for a while are still there: what stands goes on standing
    if (level === 'between' || !isTheirs || toldByLoad(moment))
      return seen([{ key, level: 'between', claim }])
    return seen([{ key, level, claim, dwell: limit.isEstimated ? whereEstimated : dwell }])
  },
}
