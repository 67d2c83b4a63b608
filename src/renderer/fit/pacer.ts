/** So often at most while something is slid. */
const leastGapMs = 100
/**
 * A server of ours sends away who asks more than 60 times in ten seconds (main/web/sockets.ts): whoever slides for long is
 * answered less often, and there is something left for other requests.
 */
const burstCount = 20
const windowMs = 10_000
const longGapMs = 350

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
  let askedAtMs: readonly number[] = []

  const send = async (input: Input): Promise<void> => {
    const nowMs = Date.now()
    askedAtMs = [...askedAtMs.filter((atMs) => nowMs - atMs < windowMs), nowMs]
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
  const waitMs = (): number => {
    const lastMs = askedAtMs.at(-1)
    if (lastMs === undefined) return 0
    const nowMs = Date.now()
    const isBurst = askedAtMs.filter((atMs) => nowMs - atMs < windowMs).length < burstCount
    return Math.max(0, lastMs + (isBurst ? leastGapMs : longGapMs) - nowMs)
  }
  return {
    ask: (input) => {
      waiting = { input }
      if (timer !== null) return
      const ms = waitMs()
      if (ms === 0) sendWaiting()
      else timer = setTimeout(sendWaiting, ms)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      waiting = null
      shownCount = askedCount
    },
  }
}
