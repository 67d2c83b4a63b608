import type { Server } from '../../../shared/server.ts'
import { titleAmong } from '../../../shared/server-text.ts'
import { printable } from '../../../shared/printable.ts'
import type { Source } from '../../../shared/snapshot.ts'
import { formatCount, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { shortName } from '../short-name.ts'
import { dwellOf, seen, type Claim, type Rule, type Unjudged } from '../rule.ts'

/**
 * How long each must be lost is kept here, source by source: all of them are one alert. One that answers now and then, and is lost
 * again, is still the same: it must have time to be so within the calm.
 */
const dwell = dwellOf('source-lost', { readingCount: 1, calmMs: 90_000 })
const lostForMs = 60_000
/** One that is asked seldom has missed so many questions: a machine under load lets some of them pass. */
const missedCount = 5
/** One that is asked once is asked so often until it answers. */
const onceEveryMs = 60_000
/** One that works at a long prompt may answer nobody meanwhile; nor may one whose machine is busy. */
const silentForMs = 120_000
/** From here on a GPU works. */
const workingRatio = 0.1
/** Nothing was asked for so long: the machine slept, and all is asked anew. */
const maxGapMs = 90_000
const maxTitleLength = 60
const maxReasonLength = 60
const shownCount = 3

/** What a figure on the screen depends on, by the ids of its sources on either platform. */
const needed: ReadonlyMap<string, string> = new Map([
  ['memory', 'memory'],
  ['gpu', 'GPU memory'],
  ['processes', 'the list of programs'],
  ['pressure', 'memory pressure'],
  ['wired-limit', 'the limit of the GPU'],
  ['metal', 'the limit of the GPU'],
  ['servers', 'the inference servers'],
  ['logs', 'a log'],
])

interface Lost {
  readonly key: string
  readonly what: string
  readonly reason: string | null
  /** For how long it must be so. */
  readonly forMs: number
  readonly about: Claim['about']
}

/** What answered before, and does not answer any more. What was never there is not lost. */
export const sourceLost: Rule = {
  id: 'source-lost',
  dwell,
  create: () => {
    const lostFor = createLostFor()
    const silent = createSilent()
    return ({ snapshot }) => {
      const { atMs } = snapshot
      const lost = [
        ...lostFor(snapshot.sources.filter(isLost).map(lostSource), atMs),
        ...silent(snapshot),
      ]
      const [first] = lost
      return seen(
        first === undefined
          ? []
          : [{ key: 'sources', level: 'high', claim: claimOf(first, lost, snapshot) }],
      )
    }
  },
}

type Aged = Lost & { readonly ageMs: number }

/** Those of a list that have stood in it for long enough. */
function createLostFor() {
  let sinceMs: ReadonlyMap<string, number> = new Map()
  let lastMs = Number.NEGATIVE_INFINITY
  return (lost: readonly Lost[], atMs: number): readonly Aged[] => {
    const isOn = atMs >= lastMs && atMs - lastMs <= maxGapMs
    const before = isOn ? sinceMs : new Map<string, number>()
    lastMs = atMs
    sinceMs = new Map(lost.map(({ key }) => [key, before.get(key) ?? atMs]))
    return lost.flatMap((one) => {
      const ageMs = atMs - (sinceMs.get(one.key) ?? atMs)
      return ageMs >= one.forMs ? { ...one, ageMs } : []
    })
  }
}

const isLost = ({ id, kind, isStale, ageMs }: Source): boolean =>
  needed.has(id) && ageMs !== null && (kind === 'failed' || (isStale && kind !== 'absent'))

const lostSource = ({ id, reason, everyMs }: Source): Lost => ({
  key: id,
  what: needed.get(id) ?? id,
  reason,
  forMs: Math.max(lostForMs, missedCount * (everyMs ?? onceEveryMs)),
  about: { sourceId: id },
})

/** Servers that answered, and do not answer now while their process lives. */
function createSilent(): (snapshot: Unjudged) => readonly Aged[] {
  const lostFor = createLostFor()
  let answered: ReadonlySet<Server['id']> = new Set()
  return ({ servers, gpu, atMs }) => {
    answered = new Set(
      servers.filter(({ id, state }) => state === 'ready' || answered.has(id)).map(({ id }) => id),
    )
    const isBusy = (freshOf(gpu)?.devices ?? []).some(
      ({ busyRatio }) => busyRatio !== null && busyRatio >= workingRatio,
    )
    const silent = isBusy
      ? []
      : servers.filter(({ id, state }) => state === 'silent' && answered.has(id))
    return lostFor(
      silent.map((server) => ({
        key: server.id,
        what: shortName(titleAmong(server, servers)),
        reason: server.stateReason,
        forMs: silentForMs,
        about: { serverId: server.id },
      })),
      atMs,
    )
  }
}

function claimOf(first: Aged, lost: readonly Aged[], { atMs }: Unjudged): Claim {
  const whats = [...new Set(lost.map(({ what }) => what))]
  const rest = whats.length - shownCount
  const shown = whats.slice(0, shownCount).join(', ')
  const more = rest > 0 ? `, and ${formatCount(rest)} more` : ''
  const why = first.reason === null ? '' : ` (${printable(first.reason, maxReasonLength)})`
  const title = `No answer: ${whats.length === 1 ? first.what : `${formatCount(whats.length)} sources`}`
  return {
    severity: 'notice',
    title: printable(title, maxTitleLength),
    sentence: `For more than ${formatSpan(first.ageMs)} there is no answer from: ${shown}${more}${why}. What depends on it is not of now.`,
    advice: 'headroom doctor tells how each source fares.',
    figures: { kind: 'none' },
    about: first.about,
    readAtMs: atMs,
  }
}
