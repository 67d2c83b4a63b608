/** Lets others have their turn: what goes on for long in one piece holds up every tick. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
