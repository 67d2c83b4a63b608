import { use, type ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { ReloadButton } from '../ui/ReloadButton.tsx'
import { UnspokenContext } from '../words/Spoken.tsx'
import { useWords } from '../words/use-words.ts'

/** Why another language is spoken than the one that was chosen. */
export function LanguageNotice(): ReactNode {
  const { t } = useWords()
  if (!use(UnspokenContext)) return null
  return (
    <Notice tone="attention" title={t('notices.unspoken')}>
      {t('notices.notLoadedHelp')} <ReloadButton />
    </Notice>
  )
}
