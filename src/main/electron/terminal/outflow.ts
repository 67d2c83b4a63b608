import type { Terminal, TerminalEnd } from '../../host/host.ts'

/** What comes out of a terminal that another process holds. */
export interface Outflow extends Pick<Terminal, 'onBytes' | 'onEnd' | 'pause' | 'resume'> {
  put(bytes: Uint8Array): void
  /** The first of them counts. */
  end(end: TerminalEnd): void
  hasEnd(): boolean
}

/**
 * What comes while it is paused is kept, and so is what comes before whoever opened it has heard of it; the window of the messages
 * bounds both. Its end is told behind all of it.
 */
export function createOutflow(taken: (count: number) => void): Outflow {
  const takers = new Set<(bytes: Uint8Array) => void>()
  const wakes = new Set<(end: TerminalEnd) => void>()
  const kept: Uint8Array[] = []
  let isHeard = false
  let isPaused = false
  let end: TerminalEnd | null = null
  let isTold = false

  const flow = (): void => {
    while (isHeard && !isPaused) {
      const bytes = kept.shift()
      if (bytes === undefined) break
      takers.forEach((take) => take(bytes))
      if (end === null) taken(bytes.length)
    }
    if (end === null || !isHeard || isTold || kept.length > 0) return
    isTold = true
    for (const wake of wakes) wake(end)
  }
  // whoever listens to one of them listens to the other in the same breath
  const begin = (): void =>
    queueMicrotask(() => {
      isHeard = true
      flow()
    })
  return {
    put: (bytes) => {
      kept.push(bytes)
      flow()
    },
    end: (how) => {
      end ??= how
      flow()
    },
    hasEnd: () => end !== null,
    onBytes: (take) => {
      takers.add(take)
      begin()
    },
    onEnd: (wake) => {
      wakes.add(wake)
      begin()
    },
    pause: () => {
      isPaused = true
    },
    resume: () => {
      isPaused = false
      flow()
    },
  }
}
