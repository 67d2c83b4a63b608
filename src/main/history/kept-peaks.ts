import { longestHistoryMs, type ModelPeak } from '../../shared/history.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

const hourMs = 3_600_000
/** Names are foreign: in one hour nobody holds more models. */
export const mostModelsAnHour = 32
/** Of all hours together, in memory. */
const mostPeaks = 2_000
const maxNameLength = 200
/** What V8 takes for an object of five fields and a key. */
const bytesPerPeak = 300

export type PeakSight = Pick<Snapshot, 'atMs' | 'models' | 'servers'>

/** The most that a model held in one hour. */
export interface HourPeak extends ModelPeak {
  readonly hourAtMs: number
}

/** Of each model and hour the most that it held. */
export interface KeptPeaks {
  note(sight: PeakSight): void
  cutAfter(atMs: number): void
  all(): readonly HourPeak[]
  clear(): void
  bytes(): number
}

export function createKeptPeaks(): KeptPeaks {
  const peaks = new Map<string, HourPeak>()
  const add = (peak: HourPeak): void => {
    const key = keyOf(peak)
    const before = peaks.get(key)
    if (before !== undefined && before.bytes >= peak.bytes) return
    if (before === undefined) {
      const count = [...peaks.values()].filter(({ hourAtMs }) => hourAtMs === peak.hourAtMs).length
      if (count >= mostModelsAnHour) return
      const [oldest] = peaks.keys()
      if (peaks.size >= mostPeaks && oldest !== undefined) peaks.delete(oldest)
    }
    peaks.set(key, peak)
  }
  return {
    note: (sight) => peaksIn(sight).forEach(add),
    cutAfter: (atMs) => {
      for (const [key, peak] of peaks) if (peak.atMs > atMs) peaks.delete(key)
    },
    all: () => [...peaks.values()],
    clear: () => peaks.clear(),
    bytes: () => peaks.size * bytesPerPeak,
  }
}

/** Of the hours that this span touches, each model once: the largest first. */
export function peaksWithin(
  peaks: readonly HourPeak[],
  { sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number },
): readonly ModelPeak[] {
  const most = new Map<string, ModelPeak>()
  for (const { hourAtMs, model, server, bytes, atMs } of peaks) {
    if (hourAtMs + hourMs <= sinceMs || hourAtMs >= untilMs) continue
    const key = nameKey(model, server)
    if ((most.get(key)?.bytes ?? -1) < bytes) most.set(key, { model, server, bytes, atMs })
  }
  return [...most.values()].toSorted((one, other) => other.bytes - one.bytes)
}

/** Nobody asks for peaks of before. */
export const oldestPeakAtMs = (lastAtMs: number): number => lastAtMs - longestHistoryMs - hourMs

/** What is not of now, runs elsewhere, or whose size nobody tells, has no peak. */
const peaksIn = ({ atMs, models, servers }: PeakSight): readonly HourPeak[] =>
  models.flatMap(({ name, serverId, memory, isStale, isRemote }) => {
    const bytes = memory.total?.bytes ?? null
    if (bytes === null || isStale || isRemote) return []
    const server = servers.find(({ id }) => id === serverId)?.title ?? ''
    const hourAtMs = Math.floor(atMs / hourMs) * hourMs
    return [{ hourAtMs, model: cut(name), server: cut(server), bytes, atMs }]
  })

const cut = (name: string): string => name.slice(0, maxNameLength)
const nameKey = (model: string, server: string): string => JSON.stringify([model, server])
const keyOf = ({ hourAtMs, model, server }: HourPeak): string =>
  `${hourAtMs} ${nameKey(model, server)}`
