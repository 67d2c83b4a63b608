import type { RunsOut } from '../../../shared/forecast.ts'
import type { Trend } from './trend.ts'

/** One of both rooms at one moment, and how it shrinks; null: it does not, as far as can be told. */
export interface LineNow extends Pick<RunsOut, 'line' | 'lineBytes' | 'roomBytes'> {
  readonly trend: Trend | null
}

/** What is to come by what is known of caches that grow with each token. */
export interface KnownGrowth {
  /** Above 0. */
  readonly bytesPerSecond: number
  /** null: nothing bounds it. */
  readonly toComeBytes: number | null
}

type Found = Omit<RunsOut, 'grower'>

/** Both ways to reckon are one where they differ by no more than this: a cache grows in steps, and others breathe beside it. */
const agreeingShare = 0.35
/** What is known is by an estimate, and a pace of some seconds. */
const knownShare = 0.25

/** The first end of both rooms, by either way; null: none is known. */
export function runsOutOf(lines: readonly LineNow[], known: KnownGrowth | null): Found | null {
  const found = lines.flatMap((line) => [
    ...(line.trend === null ? [] : [byTrend(line, line.trend, known)]),
    ...(known === null ? [] : byKnown(line, known)),
  ])
  // what has ended already must not hide what ends next
  const open = found.filter(({ roomBytes }) => roomBytes > 0)
  const first = (open.length > 0 ? open : found).toSorted(
    (a, b) => a.msLeft - b.msLeft || rank(a) - rank(b),
  )
  return first[0] ?? null
}

const rank = ({ by }: Found): number => (by === 'both' ? 0 : 1)

function byTrend(line: LineNow, trend: Trend, known: KnownGrowth | null): Found {
  const { bytesPerSecond, lowBytesPerSecond, highBytesPerSecond, isSure } = trend
  const isKnown = known !== null && isAlike(known.bytesPerSecond, bytesPerSecond)
  return {
    ...ofLine(line),
    bytesPerSecond,
    msLeft: msOf(line.roomBytes, bytesPerSecond),
    lowMsLeft: msOf(Math.max(0, line.roomBytes - trend.lessBytes), highBytesPerSecond),
    highMsLeft: msOf(line.roomBytes + trend.moreBytes, lowBytesPerSecond),
    by: isKnown ? 'both' : 'trend',
    sureness: isSure || isKnown ? 'sure' : 'likely',
    toComeBytes: isKnown ? known.toComeBytes : null,
  }
}

const isAlike = (one: number, other: number): boolean =>
  Math.abs(one - other) <= agreeingShare * Math.max(one, other)

/** None where all that comes still has room, and where the room itself says the same. */
function byKnown(line: LineNow, known: KnownGrowth): readonly Found[] {
  const { bytesPerSecond, toComeBytes } = known
  const { roomBytes, trend } = line
  if (toComeBytes !== null && toComeBytes <= roomBytes) return []
  if (trend !== null && isAlike(trend.bytesPerSecond, bytesPerSecond)) return []
  return [
    {
      ...ofLine(line),
      bytesPerSecond,
      msLeft: msOf(roomBytes, bytesPerSecond),
      lowMsLeft: msOf(roomBytes, bytesPerSecond * (1 + knownShare)),
      highMsLeft: msOf(roomBytes, bytesPerSecond * (1 - knownShare)),
      by: 'known',
      sureness: 'likely',
      toComeBytes,
    },
  ]
}

const ofLine = ({ line, lineBytes, roomBytes }: LineNow) => ({ line, lineBytes, roomBytes })

const msOf = (bytes: number, bytesPerSecond: number): number => (bytes / bytesPerSecond) * 1000
