import type { MemoryKind } from './app.ts'
import type {
  MemoryPartKind,
  Part,
  PressureLevel,
  Room,
  Snapshot,
  StateCause,
  StateWord,
} from './snapshot.ts'
import { formatRoom, formatSpan } from './units.ts'

/** The sentence in two: its figure, in the biggest type, and the words about it. */
export interface Headline {
  readonly figure: string | null
  readonly words: string
}

export function headlineOf(snapshot: Snapshot): Headline {
  const { room, gpu } = snapshot
  const isUnified = gpu.kind === 'ok' && gpu.isUnified
  switch (room.kind) {
    case 'ok': {
      const age = agoOf(room, snapshot.atMs)
      const ago = age === null ? '' : `, ${age}`
      if (room.roomBytes === 0)
        return { figure: null, words: `No room left for models${where(room, isUnified)}${ago}` }
      return {
        figure: formatRoom(room.roomBytes),
        words: `free for models${where(room, isUnified)}${ago}`,
      }
    }
    case 'waiting':
      return { figure: null, words: 'Looking at this machine' }
    case 'absent':
    case 'failed':
      return { figure: null, words: `Room is not known: ${room.reason}` }
  }
}

/** The sentence that every face leads with. */
export function sentenceOf(snapshot: Snapshot): string {
  const { figure, words } = headlineOf(snapshot)
  return figure === null ? words : `${figure} ${words}`
}

/** `12 s ago` for a part that is not the present; null for one that is, or that has no figures. */
export const agoOf = (part: Part<object>, snapshotAtMs: number): string | null =>
  part.kind === 'ok' && part.isStale ? `${formatSpan(snapshotAtMs - part.atMs)} ago` : null

/** Where the room is short, on a machine whose GPU has a limit beside the RAM. */
function where(
  { gpuRoomBytes, ramRoomBytes, isGpuUnknown }: Extract<Room, { kind: 'ok' }>,
  isUnified: boolean,
): string {
  const isOnGpu = gpuRoomBytes !== null && gpuRoomBytes <= ramRoomBytes
  const onGpu = isUnified ? " within Metal's limit" : ' in GPU memory'
  const place = isOnGpu ? onGpu : ' in RAM'
  if (isGpuUnknown) return `${place}, but the GPU does not answer`
  return gpuRoomBytes === null ? '' : place
}

export const meaningOfWord: Readonly<Record<StateWord, string>> = {
  plenty: 'room to load and to grow',
  tight: 'little room left',
  full: 'no room for another model',
  unknown: 'cannot tell',
}
const meaningOfCause: Readonly<Record<Exclude<StateCause, 'room'>, string>> = {
  pressure: 'the system is under memory pressure',
  swapping: 'memory is moving to swap',
}

/** What the state word stands for here, in a few words for people. */
export function meaningOfState(room: Room): string {
  const cause = room.kind === 'ok' ? room.stateCause : null
  return cause === null || cause === 'room' ? meaningOfWord[room.state] : meaningOfCause[cause]
}

export const nameOfPart: Readonly<Record<MemoryPartKind, string>> = {
  programs: 'programs',
  shared: 'shared memory',
  kernel: 'kernel',
  wired: 'wired',
  compressed: 'compressed',
  other: 'other',
}

/** Linux tells who waits, macOS how full its compressor is. */
const namesOfPressure = {
  linux: {
    normal: 'normal',
    warn: 'programs are waiting for memory',
    critical: 'everything is waiting for memory',
  },
  macos: {
    normal: 'normal',
    warn: 'macOS is compressing memory',
    critical: 'macOS is running out of memory',
  },
} as const
export const nameOfPressure = (
  level: PressureLevel,
  kernel: keyof typeof namesOfPressure,
): string => namesOfPressure[kernel][level]

export const meaningOfMemoryKind: Readonly<Record<MemoryKind, string>> = {
  rss: 'resident memory: pages shared with other programs are counted in full',
  pss: 'proportional memory: pages shared with other programs are divided among them',
  footprint:
    'physical footprint: compressed and swapped pages and GPU memory count, mapped files do not',
  mixed: 'figures of several kinds: resident memory stands where nothing better is known',
}
