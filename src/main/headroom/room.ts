import type { PressureLevel, Room } from '../../shared/snapshot.ts'
import { createStateWord } from './state-word.ts'

/** What is left of one kind of memory, before and after what `--room` sets aside. */
export interface RoomOf {
  readonly roomBytes: number
  readonly heldBackBytes: number
}

/**
 * Sets memory aside so that at most `capBytes` are left at the first answer; from then on room moves as the machine
 * does. null sets nothing aside.
 */
export function createHoldBack(capBytes: number | null): (leftBytes: number) => RoomOf {
  let reserveBytes: number | null = null
  return (leftBytes) => {
    const left = Math.max(0, leftBytes)
    reserveBytes ??= capBytes === null ? 0 : Math.max(0, left - capBytes)
    const heldBackBytes = Math.min(left, reserveBytes)
    return { roomBytes: left - heldBackBytes, heldBackBytes }
  }
}

/** What room is worked out from, at one moment. */
export interface RoomFigures {
  readonly ram: { readonly totalBytes: number; readonly availableBytes: number }
  /** null where there is no GPU memory of its own, or where it is not known. */
  readonly gpu: { readonly limitBytes: number; readonly inUseBytes: number } | null
  /** A figure is old or missing: then nobody can tell the state. */
  readonly isRamStale: boolean
  readonly isGpuUnknown: boolean
  readonly pressure: PressureLevel | null
  readonly swappedOutBytesPerSecond: number | null
}

export type RoomLeft = Omit<Extract<Room, { kind: 'ok' }>, 'kind' | 'atMs' | 'isStale'>

/** The smaller of RAM room and GPU room, and the state word with its cause (design §2). Keeps the words before. */
export function createRoom(capBytes: number | null): (figures: RoomFigures) => RoomLeft {
  const holdBackRam = createHoldBack(capBytes)
  const holdBackGpu = createHoldBack(capBytes)
  const stateOf = createStateWord()
  return ({ ram, gpu, isRamStale, isGpuUnknown, pressure, swappedOutBytesPerSecond }) => {
    const inRam = holdBackRam(ram.availableBytes)
    const onGpu = gpu === null ? null : holdBackGpu(gpu.limitBytes - gpu.inUseBytes)
    const ratios = [inRam.roomBytes / ram.totalBytes]
    if (gpu !== null && onGpu !== null) ratios.push(onGpu.roomBytes / gpu.limitBytes)
    const roomRatio = isRamStale || isGpuUnknown ? null : Math.min(...ratios)
    return {
      ...stateOf({ roomRatio, pressure, swappedOutBytesPerSecond }),
      roomBytes: Math.min(inRam.roomBytes, onGpu?.roomBytes ?? inRam.roomBytes),
      ramRoomBytes: inRam.roomBytes,
      gpuRoomBytes: onGpu?.roomBytes ?? null,
      isGpuUnknown,
      ramHeldBackBytes: inRam.heldBackBytes,
      gpuHeldBackBytes: onGpu?.heldBackBytes ?? 0,
    }
  }
}
