import type { ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { useWords } from '../words/use-words.ts'
import { LogFileSettings } from './LogFileSettings.tsx'
import { ModelFolderSettings } from './ModelFolderSettings.tsx'
import { ServerKeySettings } from './ServerKeySettings.tsx'
import { SettingGroup } from './SettingGroup.tsx'

interface Props {
  readonly preferences: Preferences
}

/** What Headroom reads beside what it finds by itself. */
export function SourceSettings({ preferences }: Props): ReactNode {
  const { t } = useWords()
  return (
    <>
      <SettingGroup title={t('settings.files')}>
        <LogFileSettings />
        <ModelFolderSettings />
      </SettingGroup>
      <ServerKeySettings preferences={preferences} />
    </>
  )
}
