/** Of the event loop: what waits for nothing but answers that are there needs a handful, whatever the machine does besides. */
const mostTurns = 5_000

/** The same, but that it fails where it does not come to an end: no clock is asked. `turn`: what lets its own time pass. */
export async function withinTurns<T>(
  work: Promise<T>,
  turn: () => void = () => undefined,
): Promise<T> {
  const state = { isOver: false }
  const over = (): void => {
    state.isOver = true
  }
  void work.then(over, over)
  for (let count = 0; count < mostTurns && !state.isOver; count++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!state.isOver) turn()
  }
  if (!state.isOver) throw new Error(`it has not ended within ${mostTurns} turns`)
  return work
}
