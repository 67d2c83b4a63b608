import { useState, type ReactNode } from 'react'
import { actedText } from '../../shared/acted-text.ts'
import type { ActId } from '../../shared/ids.ts'
import { formatTimeOfDay } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'

/** What Headroom has done by itself last, as the settings allow it: nobody was asked. */
export function ActedNotice(): ReactNode {
  const { t, say, figure } = useWords()
  const acted = useSnapshot((snapshot) => snapshot.acted)
  const [readId, setReadId] = useState<ActId | null>(null)
  if (acted === null || acted.id === readId) return null
  return (
    <Notice
      tone="note"
      title={unbroken(say(actedText(acted)))}
      onDismiss={() => setReadId(acted.id)}
    >
      {t('notices.actedAt', { time: figure(formatTimeOfDay(acted.atMs)) })}
    </Notice>
  )
}
