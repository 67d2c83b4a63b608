import type { Reading } from '../../shared/reading.ts'
import type { AskerAt } from '../host/ask-at.ts'
import { attemptNow } from '../host/attempt.ts'
import { endedByItself, type Host } from '../host/host.ts'
import type { RestReason } from './source.ts'

/** A program that goes on, and how its pieces are read. */
export interface StreamChoice<T> {
  readonly argv: readonly [string, ...string[]]
  /** A new reader of its pieces: the newest value in what has come, null where none was whole; throws ParseError. */
  readonly createTake: () => (piece: string) => T | null
}

/** Reads a stream as if it were asked again and again. */
export interface StreamReader<T> {
  /** The first answer after the one that was read last. Starts the stream where none runs. */
  read(asker: AskerAt): Promise<Reading<T>>
  /** `anew`: the next question starts one also where the last has failed. */
  stop(why?: RestReason): void
}

/** The newest answer of a stream, and whoever waits for it. */
function createNewest<T>() {
  let newest: Reading<T> | null = null
  let wake: (() => void) | null = null
  return {
    isThere: (): boolean => newest !== null,
    tell: (reading: Reading<T> | null): void => {
      newest = reading ?? newest
      wake?.()
    },
    forget: (): void => {
      newest = null
    },
    /** null where it is woken without an answer. */
    next: async (): Promise<Reading<T> | null> => {
      if (newest === null) {
        const { promise, resolve } = Promise.withResolvers<null>()
        wake = () => resolve(null)
        await promise
        wake = null
      }
      const reading = newest
      newest = null
      return reading
    },
  }
}

const nobodyLooks = (atMs: number): Reading<never> => ({
  kind: 'absent',
  reason: 'asked only while somebody looks',
  atMs,
  tookMs: 0,
})

/** After a failure it is started again only so much later, twice as long each time: `sudo` writes each refusal to a log. */
const firstRetryMs = 10_000
const lastRetryMs = 600_000

/** The last failure, for as long as nothing is tried again. */
function createRest<T>() {
  let failure: Reading<T> | null = null
  let retryMs = firstRetryMs
  return {
    /** null where it may be tried. */
    at: (atMs: number): Reading<T> | null => {
      const sinceMs = failure === null ? retryMs : atMs - failure.atMs
      return sinceMs >= 0 && sinceMs < retryMs ? failure : null
    },
    begin: (reading: Reading<T>): void => {
      retryMs = failure === null ? firstRetryMs : Math.min(lastRetryMs, 2 * retryMs)
      failure = reading
    },
    end: (): void => {
      failure = null
    },
  }
}

/** Tells each value of a stream, and what of it cannot be read. Answers with the way to stop it. */
function runStream<T>(
  host: Host,
  { argv, createTake }: StreamChoice<T>,
  tell: (reading: Reading<T>) => void,
  onEnd: (reason: string | null) => void,
): () => void {
  const take = createTake()
  return host.stream(
    argv,
    (piece) => {
      const reading = attemptNow(host.clock.nowMs(), 0, () => take(piece))
      if (reading.kind !== 'ok') tell(reading)
      else if (reading.value !== null) tell({ ...reading, value: reading.value })
    },
    ({ reason }) => onEnd(reason),
  )
}

/** At most one stream: what it says goes to `newest`, how it failed to `rest`. */
function createRunner<T>(
  host: Host,
  newest: ReturnType<typeof createNewest<T>>,
  rest: ReturnType<typeof createRest<T>>,
) {
  let running: { stop: () => void } | null = null
  /** Done when the stream that was stopped last has ended: a program of root's ends only as it writes again. */
  let ended: Promise<void> = Promise.resolve()
  return {
    isRunning: (): boolean => running !== null,
    hasEnded: (): Promise<void> => ended,
    start: (choice: StreamChoice<T>): void => {
      const run = { stop: (): void => undefined }
      const end = Promise.withResolvers<void>()
      ended = end.promise
      running = run
      newest.forget()
      let hasAnswered = false
      const tell = (reading: Reading<T>): void => {
        if (reading.kind === 'ok') {
          hasAnswered = true
          rest.end()
        }
        newest.tell(reading)
      }
      run.stop = runStream(host, choice, tell, (reason) => {
        end.resolve()
        if (running !== run) return // it was stopped
        running = null
        if (reason === null || newest.isThere()) return newest.tell(null)
        if (reason === endedByItself && hasAnswered) return newest.tell(null)
        const reading: Reading<T> = { kind: 'failed', reason, atMs: host.clock.nowMs(), tookMs: 0 }
        rest.begin(reading)
        newest.tell(reading)
      })
    },
    stop: (): void => {
      const stopped = running
      running = null
      stopped?.stop()
      newest.tell(null)
    },
  }
}

/**
 * One stream at a time, by `choose` where there is any. One that ends is started again with the next question, and at once for
 * whoever waits where it has answered before and has come to its end; one that ended without an answer is a failure, and rests for
 * a while.
 */
export function createStreamReader<T>(
  host: Host,
  choose: (asker: AskerAt) => Promise<Reading<StreamChoice<T>>>,
): StreamReader<T> {
  const newest = createNewest<T>()
  const rest = createRest<T>()
  const runner = createRunner(host, newest, rest)
  /** Counts the stops, so that a choice under way knows of one. */
  let stopCount = 0

  /** null where it was stopped, or has come to its end. */
  const next = async (asker: AskerAt): Promise<Reading<T> | null> => {
    if (!runner.isRunning()) {
      const resting = rest.at(asker.atMs)
      if (resting !== null) return resting
      const before = stopCount
      await runner.hasEnded()
      const choice = await choose(asker)
      if (choice.kind !== 'ok') return choice
      if (before !== stopCount) return null
      runner.start(choice.value)
    }
    return newest.next()
  }

  return {
    read: async (asker) => {
      const before = stopCount
      const reading = await next(asker)
      const isToGoOn = reading === null && before === stopCount
      return (isToGoOn ? await next(asker) : reading) ?? nobodyLooks(asker.atMs)
    },
    stop: (why) => {
      stopCount++
      if (why === 'anew') rest.end()
      runner.stop()
    },
  }
}
