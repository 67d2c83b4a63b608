import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { SystemSettingsButton } from '../settings/SystemSettingsButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './NotificationNotice.module.css'

interface Props {
  readonly reason: string
  readonly onDismiss: () => void
}

export function NotificationNotice({ reason, onDismiss }: Props): ReactNode {
  const { t, say } = useWords()
  return (
    <Notice tone="note" title={t('settings.notify.failedTitle')} onDismiss={onDismiss}>
      {capital(say(reason))}
      <div className={styles['way']}>
        <SystemSettingsButton pane="notifications" />
      </div>
    </Notice>
  )
}
