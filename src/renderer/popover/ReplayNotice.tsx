import type { ReactNode } from 'react'
import { formatDate, formatTimeOfDay } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'

/** A replay must never be taken for the present. */
export function ReplayNotice(): ReactNode {
  const isReplay = useSnapshot((snapshot) => snapshot.mode === 'replay')
  const atMs = useSnapshot((snapshot) => snapshot.atMs)
  if (isReplay !== true || atMs === null) return null
  return (
    <Notice tone="replay" title="Replay">
      a recording of {formatDate(atMs)}, {formatTimeOfDay(atMs)}
    </Notice>
  )
}
