/** What is passed on to the program, beside what the terminal itself tells it. */
export const passedSignals = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
] as const
export type PassedSignal = (typeof passedSignals)[number]

/** Signals that ask a program to end. */
const asking: ReadonlySet<PassedSignal> = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'])

/** One that was sent to a whole group comes twice: from its sender, and from the launcher. The kernel makes one of two as well. */
const sameMs = 300
/** What is still there then has been told, and goes on all the same. */
export const patienceMs = 5_000
/** A program that ends so soon after it was asked to ends because of it. */
export const becauseOfItMs = 10_000

export interface PassedSignals {
  /** Whoever came before is told now. */
  passTo(taker: SignalTaker): void
  /** Whether the program was asked to end: just now, or for good (SIGTERM). Others are keys and news that it may live on with. */
  wasAsked(): boolean
  stop(): void
}

export interface SignalTaker {
  readonly pass: (name: PassedSignal) => void
  /** It runs on, `patienceMs` after it was told to end. Once. */
  readonly onIgnored: (name: PassedSignal) => void
}

/**
 * Passes on what others send to us; we end when the program does. Made before there is a program: one that is started while a
 * signal comes would be left behind.
 */
export function passSignals(clockMs: () => number = () => performance.now()): PassedSignals {
  const lastMs = new Map<PassedSignal, number>()
  const early: PassedSignal[] = []
  let taker: SignalTaker | null = null
  let askedAtMs = Number.NEGATIVE_INFINITY
  let isAskedForGood = false
  let timer: NodeJS.Timeout | null = null

  const take = (name: PassedSignal): void => {
    const nowMs = clockMs()
    const isSame = nowMs - (lastMs.get(name) ?? Number.NEGATIVE_INFINITY) < sameMs
    lastMs.set(name, nowMs)
    if (isSame) return
    if (asking.has(name)) {
      askedAtMs = nowMs
      isAskedForGood ||= name === 'SIGTERM'
      timer ??= setTimeout(() => taker?.onIgnored(name), patienceMs)
    }
    if (taker === null) early.push(name)
    else taker.pass(name)
  }

  const listeners = passedSignals.map((name) => ({ name, listener: () => take(name) }))
  for (const { name, listener } of listeners) process.on(name, listener)
  return {
    passTo: (to) => {
      taker = to
      for (const name of early.splice(0)) to.pass(name)
    },
    wasAsked: () => isAskedForGood || clockMs() - askedAtMs < becauseOfItMs,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      for (const { name, listener } of listeners) process.off(name, listener)
    },
  }
}
