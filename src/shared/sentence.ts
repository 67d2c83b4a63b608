import type { MemoryKind, MemoryPart, PressureLevel, Snapshot, StateWord } from './snapshot.ts'
import { formatRoom, formatSpan } from './units.ts'

/** The sentence that every face leads with. */
export function sentenceOf(snapshot: Snapshot): string {
  const { room } = snapshot
  switch (room.kind) {
    case 'ok': {
      const sentence =
        room.roomBytes === 0
          ? 'No room left for models'
          : `${formatRoom(room.roomBytes)} free for models`
      return room.isStale ? `${sentence}, ${formatSpan(snapshot.atMs - room.atMs)} ago` : sentence
    }
    case 'waiting':
      return 'Looking at this machine'
    case 'absent':
    case 'failed':
      return `Room is not known: ${room.reason}`
  }
}

/** What each word stands for, in a few words for people. */
export const meaningOfState: Readonly<Record<StateWord, string>> = {
  plenty: 'room to load and to grow',
  tight: 'little room left',
  full: 'no room for another model',
  unknown: 'cannot tell',
}

export const nameOfPart: Readonly<Record<MemoryPart['kind'], string>> = {
  programs: 'programs',
  shared: 'shared memory',
  kernel: 'kernel',
  other: 'other',
}

export const nameOfPressure: Readonly<Record<PressureLevel, string>> = {
  normal: 'normal',
  warn: 'programs are waiting for memory',
  critical: 'everything is waiting for memory',
}

export const meaningOfMemoryKind: Readonly<Record<MemoryKind, string>> = {
  rss: 'resident memory: pages shared with other programs are counted in full',
  pss: 'proportional memory: pages shared with other programs are divided among them',
  mixed: 'partly resident, partly proportional memory',
}
