import type { PressureLevel, StateCause, StateWord } from '../../shared/snapshot.ts'

/** What the state word looks at; null where it is not known. */
export interface StateSigns {
  /** The smallest room as a share of the memory that it is room in. */
  readonly roomRatio: number | null
  readonly pressure: PressureLevel | null
  readonly swappedOutBytesPerSecond: number | null
}

export type KnownWord = Exclude<StateWord, 'unknown'>

/** A word is left only at the wider line, so that it does not flap. Our own lines; the kernel names none. */
const lines = {
  tight: { enterRatio: 0.15, leaveRatio: 0.18 },
  full: { enterRatio: 0.03, leaveRatio: 0.04 },
} as const
/** Slower swapping is the kernel tidying up; it has stopped when it is slower than the second line. */
const swapping = { enterBytesPerSecond: 1e6, leaveBytesPerSecond: 0.25e6 } as const

const rank: Readonly<Record<KnownWord, number>> = { plenty: 0, tight: 1, full: 2 }
const wordOfPressure: Readonly<Record<PressureLevel, KnownWord>> = {
  normal: 'plenty',
  warn: 'tight',
  critical: 'full',
}

/** The word of the room alone. */
export function stepRoomWord(before: KnownWord, roomRatio: number): KnownWord {
  const isBelow = (word: 'tight' | 'full'): boolean =>
    roomRatio < (rank[before] >= rank[word] ? lines[word].leaveRatio : lines[word].enterRatio)
  if (isBelow('full')) return 'full'
  return isBelow('tight') ? 'tight' : 'plenty'
}

/** Whether memory is moving to swap now. */
export const stepSwapping = (wasSwapping: boolean, bytesPerSecond: number): boolean =>
  bytesPerSecond >= (wasSwapping ? swapping.leaveBytesPerSecond : swapping.enterBytesPerSecond)

export interface State {
  readonly state: StateWord
  /** null where there is nothing to explain. */
  readonly stateCause: StateCause | null
}

/**
 * The worst of room, pressure and swapping now (design §2): one of them being fine never makes it `plenty`. Each keeps its
 * own word before, so that one cannot hold another's; the first of the worst is the cause.
 */
export function createStateWord(): (signs: StateSigns) => State {
  let roomWord: KnownWord = 'plenty'
  let isSwapping = false
  return ({ roomRatio, pressure, swappedOutBytesPerSecond }) => {
    isSwapping = stepSwapping(isSwapping, swappedOutBytesPerSecond ?? 0)
    if (roomRatio === null) return { state: 'unknown', stateCause: null }
    roomWord = stepRoomWord(roomWord, roomRatio)
    const words: readonly (readonly [KnownWord, StateCause])[] = [
      [roomWord, 'room'],
      [pressure === null ? 'plenty' : wordOfPressure[pressure], 'pressure'],
      [isSwapping ? 'tight' : 'plenty', 'swapping'],
    ]
    const [state, cause] = words.reduce((worst, one) =>
      rank[one[0]] > rank[worst[0]] ? one : worst,
    )
    return { state, stateCause: state === 'plenty' ? null : cause }
  }
}
