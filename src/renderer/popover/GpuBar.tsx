import type { ReactNode } from 'react'
import { isIdleModelCounted, shownEngineLines } from '../../shared/engine-lines.ts'
import { limitGuideIn } from '../../shared/limit-guide.ts'
import { agoOf } from '../../shared/sentence.ts'
import type { Gpu, Limit, Part } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import { LimitPlace } from '../limit/LimitPlace.tsx'
import { useSnapshot } from '../store/live.ts'
import { StackedBar } from '../ui/StackedBar.tsx'
import styles from './GpuBar.module.css'

/** The GPU's own memory, or what a Mac's GPU may have of the RAM: in use, held back, room, and what lies beyond. */
export function GpuBar(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const { atMs, gpu, limit, room } = snapshot
  if (gpu.kind !== 'ok' || room.kind !== 'ok' || room.gpuRoomBytes === null) return null
  return (
    <StackedBar
      title={titleOf(gpu, limit)}
      ago={agoOf(gpu, atMs)}
      segments={[
        { name: 'in use', tone: 'gpu', bytes: gpu.inUseBytes },
        { name: 'held back', tone: 'held', bytes: room.gpuHeldBackBytes },
        { name: 'room', tone: 'room', bytes: room.gpuRoomBytes },
      ]}
      beyondBytes={gpu.beyondLimitBytes ?? 0}
    >
      {limit.kind === 'ok' ? <InUseNow gpu={gpu} limit={limit} /> : null}
      {limit.kind === 'ok' ? <EngineLines limit={limit} /> : null}
      {gpu.isUnified ? <LimitPlace guide={limitGuideIn(snapshot)} /> : null}
    </StackedBar>
  )
}

function titleOf({ isUnified, devices }: Gpu, limit: Part<Limit>): string {
  if (isUnified)
    return limit.kind === 'ok' && limit.isEstimated ? 'Metal limit, estimated' : 'Metal limit'
  return devices.length === 1 ? 'GPU' : `${devices.length} GPUs`
}

/** Why more counts than is in use now. */
function InUseNow({ gpu, limit }: { readonly gpu: Gpu; readonly limit: Limit }): ReactNode {
  if (!isIdleModelCounted(gpu, limit)) return null
  return (
    <p className={styles['note']}>
      In use is the most of 3 min, as an idle model drops out. Now: {formatBytes(gpu.inUseNowBytes)}
    </p>
  )
}

function EngineLines({ limit }: { readonly limit: Limit }): ReactNode {
  const lines = shownEngineLines(limit)
  if (lines.length === 0) return null
  return (
    <ul className={styles['lines']} aria-label="What engines do beyond the limit">
      {lines.map(({ text, meaning }) => (
        <li key={text} className={styles['line']} title={meaning}>
          {text}
        </li>
      ))}
    </ul>
  )
}
