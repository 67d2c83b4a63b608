import type { Reading } from '../../shared/reading.ts'
import { attempt } from './attempt.ts'
import { whileLocked } from './file-lock.ts'
import type { Clock } from './host.ts'

/** One after the other: between reading and writing nothing else of ours may come. One that fails holds up no other. */
export function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const done = last.then(act)
    last = done.catch(() => undefined) // whoever asked for it hears of it
    return done
  }
}

/** Does something that no other process does meanwhile with a file. */
export type Alone = typeof whileLocked

/** The same, and what goes wrong is a Reading too. */
export const createLockedly =
  (clock: Clock, path: string, alone: Alone = whileLocked) =>
  async (act: () => Promise<Reading<null>>): Promise<Reading<null>> => {
    const done = await attempt(clock.nowMs(), () => alone(path, act))
    return done.kind === 'ok' ? done.value : done
  }
