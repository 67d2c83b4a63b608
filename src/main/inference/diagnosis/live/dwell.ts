/** `between`: too little to begin with, and too much to be over. */
export type Level = 'high' | 'between' | 'low'

/** How one thing stands now. `readAtMs`: when the figures behind it were read, which may be some ticks ago. */
export type Seen<T> =
  | {
      readonly key: string
      readonly level: 'high'
      readonly readAtMs: number
      readonly claim: T
    }
  | { readonly key: string; readonly level: 'between' | 'low' }

/** What has held for long enough, as it was said last. */
export interface Held<T> {
  readonly claim: T
  readonly sinceMs: number
}

export interface DwellTimes {
  /** It must be so from one reading to another that is this much later. */
  readonly holdMs: number
  /** And in as many readings: what is read seldom must not pass for what lasts. */
  readonly readingCount: number
  /** It is over when it was not so for this long. */
  readonly calmMs: number
}

type State<T> =
  | {
      readonly kind: 'pending'
      readonly sinceMs: number
      readonly lastReadAtMs: number
      readonly readingCount: number
      readonly claim: T
    }
  | { readonly kind: 'raised'; readonly sinceMs: number; readonly claim: T }
  | {
      readonly kind: 'calming'
      readonly sinceMs: number
      readonly claim: T
      readonly calmSinceMs: number
    }

/** Readings that lie further apart do not tell of the time between: the machine may have slept. */
const maxGapMs = 90_000

/** Follows things by their keys. What is not seen at all any more is forgotten at once. */
export function createDwell<T>(
  times: DwellTimes,
): (seen: readonly Seen<T>[], nowMs: number) => readonly Held<T>[] {
  let states: ReadonlyMap<string, State<T>> = new Map()
  return (seen, nowMs) => {
    states = new Map(
      seen.flatMap((one) => {
        const state = step(times, stateAt(states.get(one.key), nowMs), one, nowMs)
        return state === null ? [] : [[one.key, state] as const]
      }),
    )
    return [...states.values()].flatMap((state) =>
      state.kind === 'pending' ? [] : [{ claim: state.claim, sinceMs: state.sinceMs }],
    )
  }
}

/** null where the clock was set back: what began in the future is begun anew. */
const stateAt = <T>(state: State<T> | undefined, nowMs: number): State<T> | null =>
  state === undefined || state.sinceMs > nowMs ? null : state

/** null: nothing is so. */
function step<T>(
  times: DwellTimes,
  state: State<T> | null,
  seen: Seen<T>,
  nowMs: number,
): State<T> | null {
  if (state === null || state.kind === 'pending') return stepUp(times, state, seen)
  const { sinceMs, claim } = state
  switch (seen.level) {
    case 'high':
      return { kind: 'raised', sinceMs, claim: seen.claim }
    case 'between':
      return { kind: 'raised', sinceMs, claim }
    case 'low': {
      const calmSinceMs = state.kind === 'calming' ? state.calmSinceMs : nowMs
      const isOver = nowMs - calmSinceMs >= times.calmMs
      return isOver ? null : { kind: 'calming', sinceMs, claim, calmSinceMs }
    }
  }
}

function stepUp<T>(
  { holdMs, readingCount: enough }: DwellTimes,
  state: Extract<State<T>, { kind: 'pending' }> | null,
  seen: Seen<T>,
): State<T> | null {
  if (seen.level !== 'high') return null
  const { readAtMs, claim } = seen
  const sinceLastMs = state === null ? Infinity : readAtMs - state.lastReadAtMs
  if (state === null || sinceLastMs < 0 || sinceLastMs > maxGapMs)
    return { kind: 'pending', sinceMs: readAtMs, lastReadAtMs: readAtMs, readingCount: 1, claim }
  if (sinceLastMs === 0) return state
  const { sinceMs } = state
  const readingCount = state.readingCount + 1
  return readAtMs - sinceMs >= holdMs && readingCount >= enough
    ? { kind: 'raised', sinceMs, claim }
    : { kind: 'pending', sinceMs, lastReadAtMs: readAtMs, readingCount, claim }
}
