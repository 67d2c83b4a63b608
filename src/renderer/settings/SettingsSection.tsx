import type { ReactNode } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useWords } from '../words/use-words.ts'

export function SettingsSection(_: SectionProps): ReactNode {
  const { t } = useWords()
  return <h1>{t('settings.title')}</h1>
}
