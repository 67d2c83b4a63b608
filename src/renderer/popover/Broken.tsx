import type { ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { ReloadButton } from '../ui/ReloadButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Popover.module.css'

/** In place of a screen that has failed: a blank one would say nothing at all. */
export function Broken(): ReactNode {
  const { t } = useWords()
  return (
    <main className={styles['popover']}>
      <Notice tone="attention" title={t('notices.broken')}>
        {t('notices.brokenHelp')} <ReloadButton />
      </Notice>
    </main>
  )
}
