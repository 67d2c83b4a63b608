import { use, useSyncExternalStore, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { TellButton, TellingContext } from './TellButton.tsx'
import type { Telling } from './telling.ts'
import styles from './TellButton.module.css'

/** How alerts are told here: the button where there is one to press, else why there is none. */
export function TellPlace(): ReactNode {
  const { t } = useWords()
  const telling = use(TellingContext)
  return telling === null ? (
    <p className={styles['said']}>{t('settings.inWindow')}</p>
  ) : (
    <InBrowser telling={telling} />
  )
}

function InBrowser({ telling }: { readonly telling: Telling }): ReactNode {
  const { t } = useWords()
  const state = useSyncExternalStore(telling.watch, telling.state, telling.state)
  return state === 'absent' ? (
    <p className={styles['said']}>{t('settings.noNotifications')}</p>
  ) : (
    <TellButton />
  )
}
