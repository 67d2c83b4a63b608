import { createMemoryKeeper, type MemoryKeeper } from '../../src/main/history/memory-keeper.ts'
import type { Alert } from '../../src/shared/alert.ts'
import { alertId, loadId } from '../../src/shared/ids.ts'
import type { Load } from '../../src/shared/load.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { TrailMark } from '../../src/shared/trail.ts'
import { fitting } from '../shared/loading.ts'
import { standing } from '../shared/standing-alert.ts'
import { dayMs, hourMs, minuteMs } from './moments.ts'

const GB = 1e9

export interface Month {
  readonly keeper: MemoryKeeper
  /** What was noted, in the order of time. */
  readonly marks: readonly TrailMark[]
}

export interface MonthOptions {
  readonly spanMs: number
  /** 10 seconds are the longest without a hole. */
  readonly everyMs: number
}

/**
 * A Mac as it is used, up to the instant of this Snapshot: asleep from midnight to seven, a model that is loaded, works and goes, its limit
 * raised in the middle, a failure a day. Composed by us, the same each time.
 */
export function monthUpTo(last: Snapshot, { spanMs, everyMs }: MonthOptions): Month {
  const keeper = createMemoryKeeper()
  const begin = last.atMs - spanMs
  const marks: TrailMark[] = []
  const sources = last.sources.map((source) => ({ ...source, everyMs }))
  let trail: Snapshot['trail'] = { points: [], marks: [] }
  for (let atMs = begin; atMs <= last.atMs; atMs += everyMs) {
    const hour = Math.floor(((atMs - begin) % dayMs) / hourMs)
    if (hour < 7 && spanMs > dayMs) continue
    const news = marksAt(last, atMs - begin, everyMs).map((mark) => ({ ...mark, atMs }))
    if (news.length > 0) {
      marks.push(...news)
      trail = { points: [], marks: [...trail.marks, ...news].slice(-40) }
    }
    const loads = news.filter(({ kind }) => kind === 'load').map(loadedAt)
    keeper.note({ ...machineAt(last, atMs, atMs - begin, spanMs), sources, trail, loads })
    for (const { kind, what } of news)
      if (kind === 'act') keeper.noteAct({ ...letGo, target: what }, atMs)
  }
  return { keeper, marks }
}

const letGo = {
  act: 'unload',
  by: 'policy',
  outcome: 'done',
  expectedBytes: 9.1 * GB,
  returnedBytes: 8.8 * GB,
} as const

const loadedAt = ({ atMs, what }: TrailMark): Load => ({
  ...fitting,
  id: loadId(`${what} ${atMs}`),
  name: what,
  startedAtMs: atMs,
  stage: 'loaded',
  endedAtMs: atMs + 9_000,
})

/** Each once in its time, of models that this Mac has. */
function marksAt(
  { models: [one, other] }: Snapshot,
  afterMs: number,
  everyMs: number,
): readonly Omit<TrailMark, 'atMs'>[] {
  const isAt = (of: number, at: number): boolean => {
    const within = afterMs % of
    return within >= at && within < at + everyMs
  }
  const [first, second] = [one?.name ?? 'one', other?.name ?? 'other']
  return [
    ...(isAt(2 * hourMs, 20 * minuteMs) ? [{ kind: 'load', what: first } as const] : []),
    ...(isAt(hourMs, 32 * minuteMs) ? [{ kind: 'prompt', what: first } as const] : []),
    ...(isAt(dayMs, 15 * hourMs + 40 * minuteMs)
      ? [{ kind: 'finding', what: 'The GPU refused memory' } as const]
      : []),
    ...(isAt(6 * hourMs, 95 * minuteMs) ? [{ kind: 'act', what: second } as const] : []),
  ]
}

function machineAt(last: Snapshot, atMs: number, afterMs: number, spanMs: number): Snapshot {
  const { room, gpu, limit, memory, swap } = last
  if (room.kind !== 'ok' || gpu.kind !== 'ok' || limit.kind !== 'ok' || memory.kind !== 'ok')
    throw new Error('all of this Mac is known')
  const isLoaded = afterMs % (2 * hourMs) > 20 * minuteMs
  const wave = Math.sin(afterMs / (40 * minuteMs)) + Math.sin(afterMs / (7 * minuteMs)) / 3
  const limitBytes = limit.limitBytes * (afterMs > spanMs / 2 ? 1 : 0.9)
  const inUseBytes = (isLoaded ? 0.7 : 0.12) * limitBytes + wave * 0.04 * limitBytes
  const usedBytes = inUseBytes + 0.25 * memory.totalBytes + wave * 0.4 * GB
  const roomBytes = Math.max(0, Math.min(limitBytes - inUseBytes, memory.totalBytes - usedBytes))
  const isTight = isLoaded && afterMs % dayMs > 15 * hourMs
  return {
    ...last,
    atMs,
    room: { ...room, roomBytes },
    gpu: { ...gpu, inUseBytes },
    limit: { ...limit, limitBytes },
    memory: { ...memory, usedBytes, availableBytes: memory.totalBytes - usedBytes },
    swap:
      swap.kind === 'ok' ? { ...swap, usedBytes: isTight ? 2.4 * GB + wave * GB : 0.2 * GB } : swap,
    alerts: isTight ? [tightSince(atMs, last.models[0]?.name ?? 'one')] : [],
  }
}

const tightSince = (atMs: number, name: string): Alert => ({
  ...standing,
  id: alertId(`tight ${atMs - (atMs % dayMs)}`),
  title: `${name} will not fit`,
  sinceMs: atMs,
})
