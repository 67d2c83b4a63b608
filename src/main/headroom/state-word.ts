import type { PressureLevel, StateCause, StateWord } from '../../shared/snapshot.ts'

/** What the state word looks at; null where it is not known. */
export interface StateSigns {
  /** The smallest room as a share of the memory that it is room in. */
  readonly roomRatio: number | null
  readonly pressure: PressureLevel | null
  readonly swappedOutBytesPerSecond: number | null
}

type KnownWord = Exclude<StateWord, 'unknown'>

/** A word is left only at the wider line, so that it does not flap. Our own lines; the kernel names none. */
const lines = {
  tight: { enterRatio: 0.15, leaveRatio: 0.18 },
  full: { enterRatio: 0.03, leaveRatio: 0.04 },
} as const
/** Slower swapping is the kernel tidying up. */
const swappingBytesPerSecond = 1e6

const rank: Readonly<Record<KnownWord, number>> = { plenty: 0, tight: 1, full: 2 }
const wordOfPressure: Readonly<Record<PressureLevel, KnownWord>> = {
  normal: 'plenty',
  warn: 'tight',
  critical: 'full',
}

/** The worst of room, pressure and swapping now (design §2): one of them being fine never makes it `plenty`. */
export function stepStateWord(before: StateWord, signs: StateSigns): StateWord {
  if (signs.roomRatio === null) return 'unknown'
  const words: KnownWord[] = [wordOfRoom(before, signs.roomRatio)]
  if (signs.pressure !== null) words.push(wordOfPressure[signs.pressure])
  if ((signs.swappedOutBytesPerSecond ?? 0) >= swappingBytesPerSecond) words.push('tight')
  return words.reduce((worst, word) => (rank[word] > rank[worst] ? word : worst))
}

/** What the word comes from; null where there is nothing to explain. Room before pressure before swapping. */
export function causeOfState(word: StateWord, signs: StateSigns): StateCause | null {
  if (word === 'plenty' || word === 'unknown') return null
  if (signs.roomRatio !== null && signs.roomRatio < lines[word].leaveRatio) return 'room'
  const isPressed = signs.pressure !== null && wordOfPressure[signs.pressure] === word
  return isPressed ? 'pressure' : 'swapping'
}

function wordOfRoom(before: StateWord, roomRatio: number): KnownWord {
  const isBelow = (word: 'tight' | 'full'): boolean => {
    const wasThere = before !== 'unknown' && rank[before] >= rank[word]
    return roomRatio < (wasThere ? lines[word].leaveRatio : lines[word].enterRatio)
  }
  if (isBelow('full')) return 'full'
  return isBelow('tight') ? 'tight' : 'plenty'
}
