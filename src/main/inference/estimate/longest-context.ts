/** Where neither a header nor a config says how long its contexts may be. */
export const mostUnknownTokens = 2 ** 20

/** In which steps a context can grow, and how far. */
export interface ContextRange {
  readonly stepTokens: number
  readonly mostTokens: number
}

/**
 * The longest context whose need is not beyond the room; null: not even one step fits. `excessOf`: by how many bytes it is
 * beyond (negative: there is room left). It is straight in pieces, so that the line through two neighbouring steps says where
 * a piece meets zero. Where the pieces grow steeper to the right, that is never too short; where they do not (a window that
 * is not yet full), what was passed over is halved until it is found.
 */
export function longestContext(
  excessOf: (contextTokens: number) => number,
  { stepTokens, mostTokens }: ContextRange,
): number | null {
  const excessAt = (steps: number): number => excessOf(steps * stepTokens)
  let steps = Math.max(1, Math.floor(mostTokens / stepTokens))
  let beyond = steps + 1
  for (let excess = excessAt(steps); excess > 0; excess = excessAt(steps)) {
    if (steps === 1) return null
    beyond = steps
    const slope = excess - excessAt(steps - 1)
    // where it is level, nothing tells how far back: all of it is halved
    steps = slope > 0 ? Math.max(1, steps - Math.ceil(excess / slope)) : 1
  }
  if (beyond - steps > 1 && excessAt(steps + 1) > 0) beyond = steps + 1
  while (beyond - steps > 1) {
    const middle = Math.floor((steps + beyond) / 2)
    if (excessAt(middle) > 0) beyond = middle
    else steps = middle
  }
  return steps * stepTokens
}
