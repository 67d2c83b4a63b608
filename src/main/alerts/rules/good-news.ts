import type { Load } from '../../../shared/load.ts'
import { formatRoom, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import {
  dwellOf,
  seen,
  type Claim,
  type Moment,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'

/** News are said once, and end by themselves. */
const dwell = dwellOf('good-news', { readingCount: 1, calmMs: 0 })
const standsForMs = 30_000
/** A shorter shortage was none that anybody waited for. */
const shortForMs = 30_000
/** Who wanted to load something has found another way by then. */
const waitsForMs = 30 * 60_000
/** As the verdict `fits`: not to the last byte (design §2). */
const fitsShare = 0.9

/** Memory is back, a model is loaded, one that did not load would fit now. Off unless it is asked for. */
export const goodNews: Rule = {
  id: 'good-news',
  dwell,
  create: () => {
    const roomNews = createRoomNews()
    const unmetNews = createUnmetNews()
    return ({ snapshot }) =>
      seen([...loadedNews(snapshot), ...unmetNews(snapshot), ...roomNews(snapshot)])
  },
}

type News = (snapshot: Moment['snapshot']) => readonly Sight[]

const isWithin = (sinceMs: number, spanMs: number, nowMs: number): boolean =>
  nowMs >= sinceMs && nowMs - sinceMs <= spanMs

const newsOf = (key: string, atMs: number, rest: Pick<Claim, 'title' | 'sentence' | 'about'>) => ({
  key,
  level: 'high' as const,
  claim: {
    ...rest,
    severity: 'notice' as const,
    advice: null,
    figures: { kind: 'none' as const },
    readAtMs: atMs,
  },
})

const loadedNews: News = ({ loads, room, atMs }) =>
  loads.flatMap(({ id, name, stage, startedAtMs, endedAtMs }) => {
    if (stage !== 'loaded' || endedAtMs === null || !isWithin(endedAtMs, standsForMs, atMs))
      return []
    const left = freshOf(room)
    const rest = left === null ? '' : ` Room for ${formatRoom(left.roomBytes)} is left.`
    return newsOf(`loaded ${id}`, atMs, {
      title: `${shortName(name)} is loaded`,
      sentence: `${shortName(name, 40)} is loaded, after ${formatSpan(endedAtMs - startedAtMs)}.${rest}`,
      about: { loadId: id },
    })
  })

/** The room was short for long enough, and is plenty again. */
function createRoomNews(): News {
  let shortSinceMs: number | null = null
  let backAtMs = Number.NEGATIVE_INFINITY
  return ({ room, atMs }) => {
    const known = freshOf(room)
    if (known === null || known.state === 'unknown') return []
    if (known.state !== 'plenty') {
      shortSinceMs = Math.min(shortSinceMs ?? atMs, atMs)
      backAtMs = Number.NEGATIVE_INFINITY
      return []
    }
    if (shortSinceMs !== null && atMs - shortSinceMs >= shortForMs) backAtMs = atMs
    shortSinceMs = null
    if (!isWithin(backAtMs, standsForMs, atMs)) return []
    const sentence = `There is room for models again: ${formatRoom(known.roomBytes)}.`
    return [newsOf('room', atMs, { title: 'Memory is back', sentence, about: {} })]
  }
}

/** A load that has failed for want of room, by its name: what it took there. */
interface Unmet {
  readonly sinceMs: number
  readonly line: 'gpu' | 'ram'
  readonly needBytes: number
  readonly fitsSinceMs: number | null
}

function createUnmetNews(): News {
  let unmet: ReadonlyMap<string, Unmet> = new Map()
  return (snapshot) => {
    const { loads, atMs } = snapshot
    const others = new Set(loads.flatMap(({ name, stage }) => (stage === 'failed' ? [] : name)))
    const failed = loads.flatMap((load) => unmetOf(load, atMs))
    const still = [...new Map([...failed, ...unmet])]
      .filter(([name, { sinceMs }]) => !others.has(name) && isWithin(sinceMs, waitsForMs, atMs))
      .map(([name, one]) => [name, { ...one, fitsSinceMs: fitsSince(one, snapshot) }] as const)
      .filter(([, one]) => isNews(one, atMs))
    unmet = new Map(still)
    return still.flatMap(([name, { fitsSinceMs }]) => {
      if (fitsSinceMs === null) return []
      return newsOf(`fits ${name}`, atMs, {
        title: `${shortName(name)} would fit now`,
        sentence: `${shortName(name, 40)}, which did not load, would fit now.`,
        about: {},
      })
    })
  }
}

/** It has been told once, and is none any more. */
const isNews = ({ fitsSinceMs }: Unmet, atMs: number): boolean =>
  fitsSinceMs === null || isWithin(fitsSinceMs, standsForMs, atMs)

function unmetOf({ name, stage, need }: Load, atMs: number): readonly (readonly [string, Unmet])[] {
  if (stage !== 'failed' || need.kind !== 'ok' || need.verdict !== 'no' || need.deciding === null)
    return []
  const { line, needBytes } = need.deciding
  return [[name, { sinceMs: atMs, line, needBytes, fitsSinceMs: null }]]
}

function fitsSince({ line, needBytes, fitsSinceMs }: Unmet, { room, atMs }: Unjudged) {
  const known = freshOf(room)
  const roomBytes = line === 'gpu' ? known?.gpuRoomBytes : known?.ramRoomBytes
  if (roomBytes === null || roomBytes === undefined) return fitsSinceMs
  return needBytes <= roomBytes * fitsShare ? (fitsSinceMs ?? atMs) : null
}
