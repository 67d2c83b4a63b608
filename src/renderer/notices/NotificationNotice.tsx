import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { SystemSettingsButton } from '../settings/SystemSettingsButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly reason: string
  readonly onDismiss: () => void
}

export function NotificationNotice({ reason, onDismiss }: Props): ReactNode {
  const { t, say } = useWords()
  return (
    <Notice tone="attention" title={t('settings.notify.failedTitle')} onDismiss={onDismiss}>
      <p>{capital(say(reason))}</p>
      <SystemSettingsButton pane="notifications" />
    </Notice>
  )
}
