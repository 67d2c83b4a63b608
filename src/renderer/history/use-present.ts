import { useState } from 'react'

/** Each further point of so many is worth a look. */
const points = 720
/** Past that, what is new is seen. */
const mostMs = 60_000

/** An instant that goes on each time a point more is due in a span of this width; a clock that was set back takes it along. */
export function usePresent(latestMs: number, widthMs: number): number {
  const [presentMs, setPresentMs] = useState(latestMs)
  const dueMs = Math.min(mostMs, widthMs / points)
  const isDue = latestMs < presentMs || latestMs - presentMs >= dueMs
  if (isDue) setPresentMs(latestMs)
  return isDue ? latestMs : presentMs
}
