import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { SmallButton } from './SmallButton.tsx'

/** The token stays: it stands in the address. */
export function ReloadButton(): ReactNode {
  const { t } = useWords()
  return <SmallButton text={t('notices.reload')} onClick={() => location.reload()} />
}
