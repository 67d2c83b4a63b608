import type { Load } from '../../../shared/load.ts'
import type { Model, Server } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { GrowthRun } from '../../history/learnt/growth-runs.ts'
import { growingModel } from './grower.ts'

export type RunMoment = Pick<Snapshot, 'servers' | 'models' | 'loads'>

/** A run that is over, and whose it was. */
export interface EndedRun {
  readonly engine: string
  readonly model: string
  readonly run: GrowthRun
}

interface Reading {
  readonly atMs: number
  readonly bytes: number
  /** null: its server does not count them. */
  readonly tokens: number | null
}

/** A server while what it runs grows. */
interface Growing {
  readonly startedAtMs: number
  readonly model: string
  /** The last one before its first rise, and the one of its highest. */
  readonly first: Reading
  readonly top: Reading
  readonly last: Reading
}

/** Caches grow in blocks, and a prompt is read between two answers: a rest is longer. */
const restMs = 45_000
/** Less, or shorter, says nothing of a pace. */
const leastBytes = 200e6
const leastSpanMs = 15_000
/** What is at rest breathes: less above the highest is no rise. */
const leastRiseBytes = 5e6
const leastRiseShare = 0.01
/** Within so long one that has begun shows. */
const beginsMs = 10_000
/** What falls by more than a part of what was gained has been let go. */
const fallenShare = 0.25
/** The machine slept, or the clock was set. */
const maxGapMs = 120_000
/** A load goes on so long after it is told as done. */
const settleMs = 10_000

/** How the models whose caches grow did so, run by run: by the memory of their servers, one moment after the other. */
export function createGrowthRuns(): (atMs: number, moment: RunMoment) => readonly EndedRun[] {
  let known: ReadonlyMap<string, Growing> = new Map()
  return (atMs, moment) => {
    const ended: EndedRun[] = []
    const next = new Map<string, Growing>()
    for (const server of moment.servers) {
      const before = known.get(server.id)
      const now = readingOf(server, moment, atMs)
      const isSame = isOf(before, server, now, atMs)
      if (before !== undefined && (!isSame || isOver(before, now)))
        ended.push(...endedOf(server, before))
      if (now !== null)
        next.set(
          server.id,
          isSame && before !== undefined ? stepped(before, now) : begun(server, now),
        )
    }
    known = next
    return ended
  }
}

interface Now extends Reading {
  readonly model: string
}

/** null: its memory is not known, or moves for another reason than what it generates. */
function readingOf(server: Server, moment: RunMoment, atMs: number): Now | null {
  const { memoryBytes } = server
  const model = growingModel(server, moment)
  if (memoryBytes === null || model === null || !isSettled(model)) return null
  if (moment.loads.some((load) => isLoading(load, server, atMs))) return null
  return { atMs, bytes: memoryBytes, tokens: model.contextUsedTokens, model: model.name }
}

const isSettled = ({ state, isStale }: Model): boolean =>
  !isStale && state !== 'loading' && state !== 'unloading'

const isLoading = ({ serverId, endedAtMs }: Load, { id }: Server, atMs: number): boolean =>
  serverId === id && (endedAtMs === null || Math.abs(atMs - endedAtMs) < settleMs)

const isOf = (
  before: Growing | undefined,
  { startedAtMs }: Server,
  now: Now | null,
  atMs: number,
): boolean =>
  before !== undefined &&
  now !== null &&
  before.startedAtMs === startedAtMs &&
  before.model === now.model &&
  atMs >= before.last.atMs &&
  atMs - before.last.atMs <= maxGapMs

const begun = ({ startedAtMs }: Server, now: Now): Growing => ({
  startedAtMs,
  model: now.model,
  first: now,
  top: now,
  last: now,
})

const gainedBytes = ({ first, top }: Growing): number => top.bytes - first.bytes

const hasRisen = (growing: Growing, { bytes }: Reading): boolean =>
  bytes - growing.top.bytes >= Math.max(leastRiseBytes, leastRiseShare * gainedBytes(growing))

const hasFallen = (growing: Growing, { bytes }: Reading): boolean =>
  growing.top.bytes - bytes > Math.max(leastBytes, fallenShare * gainedBytes(growing))

const isOver = (growing: Growing, now: Reading | null): boolean =>
  now === null || hasFallen(growing, now) || now.atMs - growing.top.atMs > restMs

/** Nothing has risen since: what comes next begins here. */
function stepped(growing: Growing, now: Now): Growing {
  if (isOver(growing, now)) return { ...growing, first: now, top: now, last: now }
  if (hasRisen(growing, now)) return { ...growing, top: now, last: now }
  const isAtRest = growing.top === growing.first
  const mayBegin = now.bytes > growing.first.bytes && now.atMs - growing.first.atMs <= beginsMs
  return { ...growing, ...(isAtRest && !mayBegin ? { first: now, top: now } : {}), last: now }
}

function endedOf({ title }: Server, growing: Growing): readonly EndedRun[] {
  const { model, first, top } = growing
  const spanMs = top.atMs - first.atMs
  const bytes = gainedBytes(growing)
  if (bytes < leastBytes || spanMs < leastSpanMs) return []
  const tokens = first.tokens === null || top.tokens === null ? 0 : top.tokens - first.tokens
  return [
    {
      engine: title,
      model,
      run: {
        bytesPerSecond: (bytes / spanMs) * 1000,
        bytesPerToken: tokens > 0 ? bytes / tokens : null,
      },
    },
  ]
}
