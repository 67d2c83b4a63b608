import type { History, HistoryInput } from '../../shared/history.ts'
import type { Reach } from './ring-choice.ts'

/** From each kind of spans all that it has, the finest first. */
export const exportedSpans = (rings: readonly Reach[], lastAtMs: number): readonly HistoryInput[] =>
  rings.map(({ stepMs, reachMs }) => ({
    sinceMs: Math.max(0, lastAtMs - reachMs + stepMs),
    untilMs: lastAtMs + 1,
    mostPoints: reachMs / stepMs + 1,
  }))

export const exportedText = (spans: readonly History[]): string =>
  JSON.stringify({ schema: 'headroom/history-export/1', spans })
