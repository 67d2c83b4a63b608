import { createMemoryKeeper, type MemoryKeeper } from '../../src/main/history/memory-keeper.ts'
import type { History, HistoryInput } from '../../src/shared/history.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { GB, macAt, t0 as anyTime, type MacFigures } from '../alerts/moments.ts'
import { answering, withRoom } from '../alerts/of-sources.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** A span of every length begins then. */
export const t0 = Math.floor(anyTime / dayMs) * dayMs

const asked = (everyMs: number) => answering('memory').map((source) => ({ ...source, everyMs }))

/** A Mac, `afterMs` since the test began, with so much room; asked as often as while nobody looks. */
export const at = (
  afterMs: number,
  roomBytes = 5 * GB,
  rest: Partial<Snapshot> = {},
  figures: MacFigures = {},
): Snapshot =>
  withRoom(macAt(t0 + afterMs, { sources: asked(5_000), ...rest }, figures), { roomBytes })

export function keeperOf(...snapshots: readonly Snapshot[]): MemoryKeeper {
  const keeper = createMemoryKeeper()
  snapshots.forEach((snapshot) => keeper.note(snapshot))
  return keeper
}

/** Times since the test began. */
export const readOf = (
  keeper: MemoryKeeper,
  fromMs: number,
  toMs: number,
  mostPoints: HistoryInput['mostPoints'] = 2_000,
): History => keeper.read({ sinceMs: t0 + fromMs, untilMs: t0 + toMs, mostPoints })

/** Points by when they begin, since the test began. */
export const pointsOf = (
  { atMs, columns }: History,
  column: keyof History['columns'] = 'roomBytes',
): readonly (readonly [number, number | null])[] =>
  atMs.map((when, index) => [when - t0, columns[column][index] ?? null])
