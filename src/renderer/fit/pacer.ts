/** So often at most while something is slid: half of what a server of ours lets one page ask (main/web/sockets.ts). */
const leastGapMs = 100

export interface Pacer<Input> {
  /** Asks now or in a moment; what waited for that moment is forgotten. */
  ask(input: Input): void
  /** Forgets what waits, and what comes of what was asked. */
  stop(): void
}

/** Asks as often as is good; the newest answer wins, and one that was overtaken is dropped. */
export function createPacer<Input, Output>(
  ask: (input: Input) => Promise<Output>,
  show: (output: Output, input: Input) => void,
): Pacer<Input> {
  let waiting: { readonly input: Input } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let askedCount = 0
  let shownCount = 0
  let askedAtMs = Number.NEGATIVE_INFINITY

  const send = async (input: Input): Promise<void> => {
    askedAtMs = Date.now()
    const place = ++askedCount
    const output = await ask(input)
    if (place <= shownCount) return
    shownCount = place
    show(output, input)
  }
  const sendWaiting = (): void => {
    timer = null
    const next = waiting
    waiting = null
    if (next !== null) void send(next.input)
  }
  return {
    ask: (input) => {
      waiting = { input }
      if (timer !== null) return
      const leftMs = askedAtMs + leastGapMs - Date.now()
      if (leftMs <= 0) sendWaiting()
      else timer = setTimeout(sendWaiting, leftMs)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      waiting = null
      shownCount = askedCount
    },
  }
}
