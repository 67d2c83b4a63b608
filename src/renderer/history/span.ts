import { longestHistoryMs } from '../../shared/history.ts'

/** What of the time is shown: so wide, up to an instant, or up to now wherever that is. */
export interface Span {
  readonly widthMs: number
  /** null: it follows the present. */
  readonly endMs: number | null
}

export interface TimeWindow {
  readonly sinceMs: number
  readonly untilMs: number
}

const secondMs = 1_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Those that can be chosen. */
export const ranges = [
  { widthMs: hourMs, label: '1 h' },
  { widthMs: 6 * hourMs, label: '6 h' },
  { widthMs: dayMs, label: '24 h' },
  { widthMs: 7 * dayMs, label: '7 d' },
  { widthMs: longestHistoryMs, label: '30 d' },
] as const

/** No point is finer than seconds. */
const narrowestMs = 60 * secondMs
/** Whoever comes so close to the present means it. */
const nearRatio = 0.01

export function windowOf({ widthMs, endMs }: Span, nowMs: number): TimeWindow {
  const untilMs = Math.round(Math.min(nowMs, endMs ?? nowMs))
  return { sinceMs: Math.max(0, untilMs - widthMs), untilMs }
}

/** Within what can be kept, and followed where it reaches the present. */
function spanOf(widthMs: number, endMs: number, nowMs: number): Span {
  const width = Math.round(Math.min(longestHistoryMs, Math.max(narrowestMs, widthMs)))
  const earliestMs = nowMs - longestHistoryMs + width
  const isNow = endMs >= nowMs - width * nearRatio
  return { widthMs: width, endMs: isNow ? null : Math.round(Math.max(earliestMs, endMs)) }
}

export const moved = (span: Span, nowMs: number, byMs: number): Span =>
  spanOf(span.widthMs, windowOf(span, nowMs).untilMs + byMs, nowMs)

/** So much closer (below 1) or wider: what is at the instant stays where it is. */
export function zoomed(span: Span, nowMs: number, factor: number, aroundMs: number): Span {
  const { sinceMs, untilMs } = windowOf(span, nowMs)
  const at = Math.min(untilMs, Math.max(sinceMs, aroundMs))
  const widthMs = Math.min(longestHistoryMs, Math.max(narrowestMs, span.widthMs * factor))
  const behindRatio = (untilMs - at) / (untilMs - sinceMs)
  return spanOf(widthMs, at + widthMs * behindRatio, nowMs)
}

/** Just what was drawn over. */
export const cutTo = ({ sinceMs, untilMs }: TimeWindow, nowMs: number): Span =>
  spanOf(untilMs - sinceMs, untilMs, nowMs)

/** The same as it is where it shows the instant already; else around it. */
export function showing(span: Span, nowMs: number, atMs: number): Span {
  const { sinceMs, untilMs } = windowOf(span, nowMs)
  if (atMs >= sinceMs && atMs <= untilMs) return span
  const behindMs = nowMs - atMs
  // a range that reaches it from the present, where there is one: what came after it is seen as well
  const range = ranges.find(({ widthMs }) => widthMs >= behindMs)
  return range === undefined
    ? spanOf(span.widthMs, atMs + span.widthMs / 2, nowMs)
    : { widthMs: range.widthMs, endMs: null }
}
