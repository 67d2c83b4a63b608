import type { Asker, Host } from './host.ts'

/** An Asker that files all its answers under one instant and adds up how long they took. */
export interface AskerAt extends Asker {
  readonly atMs: number
  /** Time spent waiting for answers so far. */
  tookMs(): number
}

export function askAt(host: Pick<Host, 'ask'>, atMs: number): AskerAt {
  let totalMs = 0
  return {
    atMs,
    tookMs: () => Math.round(totalMs * 100) / 100,
    ask: async (question) => {
      const reading = await host.ask(question, atMs)
      totalMs += reading.tookMs
      return reading
    },
  }
}
