import { fastPeriodMs, onBatteryFactor } from '../../shared/clocks.ts'
import { defaultClocks, type ClockSettings } from '../../shared/settings.ts'

/** Who the asking is for: while nobody looks, and on battery, everything is asked less often (design §7). */
export interface Attention {
  readonly isLooked: boolean
  readonly isOnBattery: boolean
  /** A model is being loaded, or the room shrinks: for those moments what is asked fast is asked as if somebody looked. */
  readonly isMoving?: boolean
  /** As the user has chosen them; without it the usual ones. */
  readonly clocks?: ClockSettings
}

/**
 * How often a source is asked: while somebody looks, and while nobody does. `once`: until it has answered; `on-demand`:
 * only when `doctor` asks for everything.
 */
export type Pace = 'fast' | 'slow' | 'minute' | 'once' | 'on-demand'
/** By the usual clocks. By others what is asked slowly keeps its ratio to what is asked fast, up to `longest`, also on battery. */
const everyMsOf: Readonly<
  Record<Exclude<Pace, 'fast'>, { readonly looked: number; readonly alone: number }>
> = {
  slow: { looked: 5_000, alone: 30_000 },
  minute: { looked: 30_000, alone: 60_000 },
  once: { looked: 60_000, alone: 60_000 },
  'on-demand': { looked: 60_000, alone: 60_000 },
}

/** A share of one core's time: the most that the answers of a source may take; 0: as much as they take. */
export interface Share {
  readonly looked: number
  readonly alone: number
}

/** What tells by its course (heat, who grows) needs readings that lie no further apart, as the usual clocks have them at most. */
const longestMs = { slow: 60_000, minute: 120_000 } as const

const factorOf = ({ isOnBattery, clocks = defaultClocks }: Attention): number =>
  isOnBattery && clocks.isSlowerOnBattery ? onBatteryFactor : 1
const whoLooks = ({ isLooked, isMoving }: Attention): keyof Share =>
  isLooked || isMoving === true ? 'looked' : 'alone'

/** How often a source of this pace is asked, in milliseconds. */
export function periodMsOf(pace: Pace, attention: Attention): number {
  const who = attention.isLooked ? 'looked' : 'alone'
  switch (pace) {
    case 'fast':
      return fastMsOf(attention)
    case 'slow':
    case 'minute':
      return Math.min(longestMs[pace], everyMsOf[pace][who] * scaleOf(attention)[who])
    case 'once':
    case 'on-demand':
      return everyMsOf[pace][who] * factorOf(attention)
  }
}

function fastMsOf(attention: Attention): number {
  const { isLooked, isMoving, isOnBattery, clocks = defaultClocks } = attention
  const { looked, alone } = fastPeriodMs(clocks, isOnBattery)
  if (isLooked) return looked
  return isMoving === true ? Math.min(looked, alone) : alone
}

/** How much slower than by the usual clocks. */
const scaleOf = (attention: Attention): Readonly<Record<keyof Share, number>> => {
  const { clocks = defaultClocks } = attention
  return {
    looked: (clocks.lookedSeconds / defaultClocks.lookedSeconds) * factorOf(attention),
    alone: (clocks.aloneSeconds / defaultClocks.aloneSeconds) * factorOf(attention),
  }
}

/** However long a source takes, it is asked at least this often: a machine under load must not blind Headroom. */
const maxStretch = 24

/** How long one rests whose last answer took `tookMs`, so that it keeps to its share, in milliseconds. */
export function sharedRestMs(
  pace: Pace,
  share: Share,
  tookMs: number,
  attention: Attention,
): number {
  const most = share[whoLooks(attention)]
  const sharedMs = most > 0 ? Math.ceil(tookMs / most) * factorOf(attention) : 0
  return Math.min(sharedMs, maxStretch * periodMsOf(pace, attention))
}

export const tickEveryMs = (attention: Attention): number => periodMsOf('fast', attention)

/** `once` and `on-demand` are no repetition: their answers do not grow old. */
export const isRepeated = (pace: Pace): boolean => pace !== 'once' && pace !== 'on-demand'
