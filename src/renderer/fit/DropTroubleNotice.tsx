import type { ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import type { FitChoice } from './use-fit-choice.ts'

const troubleTexts = { 'no-file': 'fit.noFile', 'not-told': 'fit.notTold' } as const

/** Why what was dropped cannot be looked at. */
export function DropTroubleNotice({
  dropTrouble,
  forgetTrouble,
}: Pick<FitChoice, 'dropTrouble' | 'forgetTrouble'>): ReactNode {
  const { t } = useWords()
  if (dropTrouble === null) return null
  return (
    <Notice tone="attention" title={t('fit.notFound')} onDismiss={forgetTrouble}>
      {t(troubleTexts[dropTrouble])}
    </Notice>
  )
}
