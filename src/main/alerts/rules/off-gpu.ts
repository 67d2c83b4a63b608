import type { Finding, FindingClass } from '../../../shared/finding.ts'
import { isGenerating } from '../other-apps.ts'
import { claimOfFinding } from '../of-finding.ts'
import {
  dwellOf,
  blind,
  nothingSeen,
  seen,
  type Rule,
  type Sight,
  type Unjudged,
  type View,
} from '../rule.ts'
import { freshOf } from '../fresh.ts'
import { levelOfEvent } from '../told-of-late.ts'

/** The signs have a dwell of their own; what a talk interrupts for a moment is not over. */
const dwell = dwellOf('off-gpu', { readingCount: 1, calmMs: 30_000 })

/** What tells that a model is not where it is fast, the most certain first. */
const signs: readonly FindingClass[] = ['cpu-fallback', 'gpu-flat', 'rosetta']

/** Models that work on the CPU, and engines under Rosetta: on a machine whose GPU could do it. */
export const offGpu: Rule = {
  id: 'off-gpu',
  dwell,
  create: () => {
    return ({ snapshot }) => viewOf(snapshot)
  },
}

function viewOf(snapshot: Unjudged): View {
  const { gpu, findings } = snapshot
  if (gpu.kind === 'absent') return nothingSeen
  if (freshOf(gpu) === null) return blind
  const told = findings
    .filter((finding) => signs.includes(finding.class))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  const keys = [...new Set(told.map(keyOf))]
  return seen(
    keys.flatMap((key) => {
      const sights = told.filter((one) => keyOf(one) === key).map((one) => sightOf(one, snapshot))
      // one thing is said once, by its best sign
      return sights.find(({ level }) => level === 'high') ?? sights.slice(0, 1)
    }),
  )
}

const keyOf = ({ serverId, id }: Finding): string => serverId ?? id

/** What the machine shows is so now; a log has told it once. */
const rankOf = ({ class: kind, place }: Finding): number =>
  signs.indexOf(kind) + (place === null ? 0 : signs.length)

function sightOf(finding: Finding, snapshot: Unjudged): Sight {
  const key = keyOf(finding)
  const level = levelOf(finding, snapshot)
  if (level === 'low') return { key, level }
  const isAtWork = snapshot.models.some(
    (model) => isGenerating(model) && model.serverId === finding.serverId,
  )
  const isSlowNow = isAtWork && finding.place === null && finding.class !== 'rosetta'
  return { key, level, claim: claimOfFinding(finding, snapshot, isSlowNow ? 'warning' : 'notice') }
}

/** What a log says of a server is so for as long as that runs; of one that nobody knows it is news for a while. */
function levelOf({ place, serverId, lastAtMs }: Finding, { servers, atMs }: Unjudged) {
  const runs = servers.some(({ id }) => id === serverId)
  return place === null || runs ? 'high' : levelOfEvent(lastAtMs, atMs)
}
