/** Whether less than this has passed since then; not where then lies ahead, as it does where the clock was set back. */
export const isWithin = (sinceMs: number, spanMs: number, nowMs: number): boolean =>
  nowMs >= sinceMs && nowMs - sinceMs < spanMs
