import type { ReactNode } from 'react'
import { agoOf, nameOfPart } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { StackedBar, type Segment } from '../ui/StackedBar.tsx'

/** RAM, and the GPU's own memory where there is any: what is used, what is held back, and the room. */
export function MemoryBars(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const { atMs, memory, room, gpu } = snapshot
  if (memory.kind !== 'ok' || room.kind !== 'ok') return null
  const ram: readonly Segment[] = [
    ...memory.parts.map(({ kind, bytes }) => ({ name: nameOfPart[kind], tone: kind, bytes })),
    { name: 'held back', tone: 'held', bytes: room.ramHeldBackBytes },
    { name: 'room', tone: 'room', bytes: room.ramRoomBytes },
  ]
  return (
    <>
      <StackedBar title="RAM" ago={agoOf(memory, atMs)} segments={ram} />
      {gpu.kind === 'ok' && room.gpuRoomBytes !== null ? (
        <StackedBar
          title={gpu.devices.length === 1 ? 'GPU' : `${gpu.devices.length} GPUs`}
          ago={agoOf(gpu, atMs)}
          segments={[
            { name: 'in use', tone: 'gpu', bytes: gpu.inUseBytes },
            { name: 'held back', tone: 'held', bytes: room.gpuHeldBackBytes },
            { name: 'room', tone: 'room', bytes: room.gpuRoomBytes },
          ]}
        />
      ) : null}
    </>
  )
}
