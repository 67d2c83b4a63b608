import type { ReactNode } from 'react'
import { formatSpan } from '../../shared/units.ts'
import { useConnection, useLive } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { ReloadButton } from '../ui/ReloadButton.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'

/** What stands between this page and Headroom, while anything does, and what is to be done about it. */
export function ConnectionNotice(): ReactNode {
  const { t } = useWords()
  const hasArrived = useLive().arrivedAtMs() !== null
  const connection = useConnection()
  switch (connection) {
    case 'live':
    case 'connecting':
      return hasArrived ? null : (
        <Notice tone="note" title={t('notices.looking')}>
          {t('notices.lookingHelp')}
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="attention" title={t('notices.token')}>
          <AgeOfFigures /> {t('notices.tokenHelp')}
        </Notice>
      )
    case 'narrow':
      return (
        <Notice tone="attention" title={t('notices.narrow')}>
          <AgeOfFigures /> {t('notices.narrowHelp')}
        </Notice>
      )
    case 'lockedOut':
      return (
        <Notice tone="attention" title={t('notices.lockedOut')}>
          <AgeOfFigures /> {t('notices.lockedOutHelp')}
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="attention" title={t('notices.lost')}>
          <AgeOfFigures /> {t('notices.lostHelp')}
        </Notice>
      )
    case 'outdated':
      return (
        <Notice tone="attention" title={t('notices.outdated')}>
          <AgeOfFigures /> {t('notices.outdatedHelp')} <ReloadButton />
        </Notice>
      )
  }
}

function AgeOfFigures(): ReactNode {
  const { t, figure } = useWords()
  const nowMs = useNow()
  const arrivedAtMs = useLive().arrivedAtMs()
  if (arrivedAtMs === null) return null
  return t('notices.age', { age: figure(formatSpan(nowMs - arrivedAtMs)) })
}
