/** In which steps a context can grow, and how far. */
export interface ContextRange {
  readonly stepTokens: number
  readonly mostTokens: number
}

/**
 * The longest context whose need is not beyond the room. `excessOf`: by how many bytes it is (negative: there is room left);
 * it never falls as the context grows. It is straight in pieces, and steeper to the right but for the few first steps of
 * sliding windows: where the line through the last two steps meets zero is never too short, so that each piece takes one look.
 * null: not even one step fits.
 */
export function longestContext(
  excessOf: (contextTokens: number) => number,
  { stepTokens, mostTokens }: ContextRange,
): number | null {
  const mostSteps = Math.max(1, Math.floor(mostTokens / stepTokens))
  const excessAt = (steps: number): number => excessOf(steps * stepTokens)
  let steps = mostSteps
  for (let excess = excessAt(steps); excess > 0; excess = excessAt(steps)) {
    if (steps === 1) return null
    const slope = excess - excessAt(steps - 1)
    const back = slope > 0 ? Math.ceil(excess / slope) : 1
    steps = Math.max(1, steps - Math.max(1, back))
  }
  // where a window is not yet full the line was too steep
  while (steps < mostSteps && excessAt(steps + 1) <= 0) steps += 1
  return steps * stepTokens
}
