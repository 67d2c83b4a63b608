import type { Clock } from '../../host/host.ts'

const timedOut = (): Error => new Error('timed out')

/** What `make` gives, or an error once the time is over: nobody hears then what comes of it. */
export async function inTime<T>(clock: Clock, ms: number, make: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const callOff = clock.after(ms, () => reject(timedOut()))
  try {
    return await Promise.race([make(), promise])
  } finally {
    callOff()
  }
}

/** Whether something that takes its time still moves. */
export interface Stall {
  readonly signal: AbortSignal
  /** Rejects when it has not moved for too long. */
  readonly stalled: Promise<never>
  moves(): void
  end(): void
}

export function createStall(clock: Clock, ms: number): Stall {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined) // where nobody waits any more
  const giveUp = new AbortController()
  const arm = (): (() => void) =>
    clock.after(ms, () => {
      reject(timedOut())
      giveUp.abort()
    })
  let callOff = arm()
  return {
    signal: giveUp.signal,
    stalled: promise,
    moves: () => {
      callOff()
      callOff = arm()
    },
    end: () => callOff(),
  }
}
