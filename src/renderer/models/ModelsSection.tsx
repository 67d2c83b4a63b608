import type { ReactNode } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useWords } from '../words/use-words.ts'

export function ModelsSection(_: SectionProps): ReactNode {
  const { t } = useWords()
  return <h1>{t('inventory.title')}</h1>
}
