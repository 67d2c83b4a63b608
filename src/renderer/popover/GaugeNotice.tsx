import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

/** Whoever sees this window, and no gauge, must learn how to get both. */
export function GaugeNotice(): ReactNode {
  const { t } = useWords()
  const { isGaugeHidden } = useView()
  if (!isGaugeHidden) return null
  return (
    <Notice tone="attention" title={t('notices.gauge')}>
      {t('notices.gaugeHelp')}
    </Notice>
  )
}
