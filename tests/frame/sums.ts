import type { Snapshot } from '../../src/shared/snapshot.ts'

/** Something in a Snapshot that is told twice: as a figure and as the sum of others. */
export interface Sum {
  readonly field: string
  readonly expected: number
  readonly got: number
}

const added = (bytes: readonly number[]): number => bytes.reduce((sum, one) => sum + one, 0)

/** All sums that the types in shared/snapshot.ts promise. What is not known promises nothing. */
export function sumsOf(snapshot: Snapshot): readonly Sum[] {
  const { memory, room, gpu, limit, swap, wired, apps } = snapshot
  const sums: Sum[] = []
  const promise = (field: string, got: number, expected: number): void =>
    void sums.push({ field, expected, got })
  if (memory.kind === 'ok') {
    promise('memory.totalBytes', memory.totalBytes, memory.usedBytes + memory.availableBytes)
    promise('memory.usedBytes', memory.usedBytes, added(memory.parts.map((part) => part.bytes)))
  }
  if (room.kind === 'ok') {
    const gpuRoomBytes = room.gpuRoomBytes ?? Number.POSITIVE_INFINITY
    promise('room.roomBytes', room.roomBytes, Math.min(room.ramRoomBytes, gpuRoomBytes))
    const roomAndHeldBack = room.ramRoomBytes + room.ramHeldBackBytes
    if (memory.kind === 'ok')
      promise('memory.availableBytes', memory.availableBytes, roomAndHeldBack)
    if (limit.kind === 'ok' && gpu.kind === 'ok' && room.gpuRoomBytes !== null) {
      const inUseAndLeft = gpu.inUseBytes + room.gpuHeldBackBytes + room.gpuRoomBytes
      promise('limit.limitBytes', limit.limitBytes, inUseAndLeft - (gpu.beyondLimitBytes ?? 0))
    }
  }
  if (gpu.kind === 'ok') {
    promise('gpu.inUseBytes', gpu.inUseBytes, added(gpu.devices.map((one) => one.inUseBytes)))
  }
  if (swap.kind === 'ok') {
    promise('swap.totalBytes', swap.totalBytes, swap.usedBytes + swap.freeBytes)
  }
  if (wired.kind === 'ok') {
    promise('wired.wiredBytes', wired.wiredBytes, wired.gpuBytes + wired.unattributedBytes)
  }
  apps.forEach((app, index) => {
    const ofProcesses = added(app.processes.map((process) => process.memoryBytes))
    promise(`apps.${index}.memoryBytes`, app.memoryBytes, ofProcesses)
  })
  return sums
}

export const wrongSumsOf = (snapshot: Snapshot): readonly Sum[] =>
  sumsOf(snapshot).filter(({ expected, got }) => expected !== got)

/** Whether it calls itself a Snapshot; its parts are as its schema says. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/snapshot/1'
