import type { ReactNode } from 'react'
import { capacityOf } from '../../shared/capacity.ts'
import { Sparkline } from '../charts/Sparkline.tsx'
import { useSnapshot } from '../store/live.ts'
import { trailOf } from './trail-of.ts'

/** How the room has fared of late. */
export function TrailPlace(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null || snapshot.room.kind === 'absent') return null
  return <Sparkline trail={trailOf(snapshot)} mostBytes={capacityOf(snapshot)} />
}
