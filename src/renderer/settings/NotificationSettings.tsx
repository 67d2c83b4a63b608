import type { ReactNode } from 'react'
import { TellPlace } from '../alerts/TellPlace.tsx'
import { useWords } from '../words/use-words.ts'
import { SettingGroup } from './SettingGroup.tsx'

export function NotificationSettings(): ReactNode {
  const { t } = useWords()
  return (
    <SettingGroup title={t('settings.notifications')}>
      <TellPlace />
    </SettingGroup>
  )
}
