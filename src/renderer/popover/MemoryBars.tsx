import type { ReactNode } from 'react'
import { agoOf, nameOfPart } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { StackedBar, type Segment } from '../ui/StackedBar.tsx'
import { GpuBar } from './GpuBar.tsx'

/** RAM, and what the GPU may have of memory: what is used, what is held back, and the room. */
export function MemoryBars(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const { atMs, memory, room } = snapshot
  if (memory.kind !== 'ok' || room.kind !== 'ok') return null
  const ram: readonly Segment[] = [
    ...memory.parts.map(({ kind, bytes }) => ({ name: nameOfPart[kind], tone: kind, bytes })),
    { name: 'held back', tone: 'held', bytes: room.ramHeldBackBytes },
    { name: 'room', tone: 'room', bytes: room.ramRoomBytes },
  ]
  return (
    <>
      <StackedBar title="RAM" ago={agoOf(memory, atMs)} segments={ram} />
      <GpuBar />
    </>
  )
}
