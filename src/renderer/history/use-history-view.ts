import { useState } from 'react'
import { cutTo, moved, showing, windowOf, zoomed, type Span, type TimeWindow } from './span.ts'
import { usePresent } from './use-present.ts'

/** What of the history is looked at: a span of time, and in it one instant. */
export interface HistoryView {
  readonly span: Span
  readonly window: TimeWindow
  /** null: nothing in particular. */
  readonly crossMs: number | null
  readonly setCross: (atMs: number | null) => void
  readonly choose: (widthMs: number) => void
  readonly whole: () => void
  readonly toNow: () => void
  /** By so much of its width. */
  readonly move: (ratio: number) => void
  readonly zoom: (factor: number, aroundMs?: number) => void
  readonly cut: (window: TimeWindow) => void
  readonly show: (atMs: number) => void
}

const firstWidthMs = 3_600_000

/** `latestMs`: the instant of the machine; of a recording its own. */
export function useHistoryView(latestMs: number): HistoryView {
  const [rangeMs, setRangeMs] = useState(firstWidthMs)
  const [span, setSpan] = useState<Span>({ widthMs: firstWidthMs, endMs: null })
  const [crossMs, setCross] = useState<number | null>(null)
  const presentMs = usePresent(latestMs, span.widthMs)
  const window = windowOf(span, presentMs)
  const isWithin = crossMs !== null && crossMs >= window.sinceMs && crossMs <= window.untilMs
  return {
    span,
    window,
    crossMs: isWithin ? crossMs : null,
    setCross,
    choose: (widthMs) => {
      setRangeMs(widthMs)
      setSpan({ widthMs, endMs: null })
    },
    whole: () => setSpan({ widthMs: rangeMs, endMs: null }),
    toNow: () => setSpan({ ...span, endMs: null }),
    move: (ratio) => setSpan((one) => moved(one, presentMs, one.widthMs * ratio)),
    zoom: (factor, aroundMs = crossMs ?? window.untilMs) =>
      setSpan((one) => zoomed(one, presentMs, factor, aroundMs)),
    cut: (to) => setSpan(cutTo(to, presentMs)),
    show: (atMs) => {
      setSpan((one) => showing(one, presentMs, atMs))
      setCross(atMs)
    },
  }
}
