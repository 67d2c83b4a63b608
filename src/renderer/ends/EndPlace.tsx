import type { ReactNode } from 'react'
import { useConnection } from '../store/live.ts'
import { useLater } from '../ui/use-later.ts'

// most runs end as they should
const loadNotice = () => import('./UntoldEnd.tsx').then(({ UntoldEnd }) => UntoldEnd)

/** That the machine or a model has failed since, until somebody has read it. */
export function EndPlace(): ReactNode {
  const isLive = useConnection() === 'live'
  const { part } = useLater(isLive, loadNotice)
  return part === null ? null : <part.Part />
}
