import type { ReactNode } from 'react'
import { formatTimeOfDay } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

/** A replay must never be taken for the present. */
export function ReplayNotice(): ReactNode {
  const { t, day, figure } = useWords()
  const isReplay = useSnapshot((snapshot) => snapshot.mode === 'replay')
  const atMs = useSnapshot((snapshot) => snapshot.atMs)
  if (isReplay !== true || atMs === null) return null
  return (
    <Notice tone="replay" title={t('notices.replay')}>
      {t('notices.replayOf', { date: day(atMs), time: figure(formatTimeOfDay(atMs)) })}
    </Notice>
  )
}
