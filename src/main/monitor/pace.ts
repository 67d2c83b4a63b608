/** Who the asking is for: while nobody looks, and on battery, everything is asked less often (design §7). */
export interface Attention {
  readonly isLooked: boolean
  readonly isOnBattery: boolean
  /** A model is being loaded, or the room shrinks: for those moments what is asked fast is asked as if somebody looked. */
  readonly isMoving?: boolean
}

/**
 * How often a source is asked: while somebody looks, and while nobody does. `once`: until it has answered; `on-demand`:
 * only when `doctor` asks for everything.
 */
export type Pace = 'fast' | 'slow' | 'minute' | 'once' | 'on-demand'
const everyMsOf: Readonly<Record<Pace, { readonly looked: number; readonly alone: number }>> = {
  fast: { looked: 1_000, alone: 5_000 },
  slow: { looked: 5_000, alone: 30_000 },
  minute: { looked: 30_000, alone: 60_000 },
  once: { looked: 60_000, alone: 60_000 },
  'on-demand': { looked: 60_000, alone: 60_000 },
}
const onBatteryFactor = 2

/** A share of one core's time: the most that the answers of a source may take; 0: as much as they take. */
export interface Share {
  readonly looked: number
  readonly alone: number
}

const factorOf = ({ isOnBattery }: Attention): number => (isOnBattery ? onBatteryFactor : 1)
const whoLooks = ({ isLooked, isMoving }: Attention): keyof Share =>
  isLooked || isMoving === true ? 'looked' : 'alone'

/** How often a source of this pace is asked, in milliseconds. */
export const periodMsOf = (pace: Pace, attention: Attention): number =>
  everyMsOf[pace][pace === 'fast' || attention.isLooked ? whoLooks(attention) : 'alone'] *
  factorOf(attention)

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
