/** One after the other: between reading and writing nothing else of ours may come. One that fails holds up no other. */
export function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const done = last.then(act)
    last = done.catch(() => undefined) // whoever asked for it hears of it
    return done
  }
}
