import type { ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { Command } from '../ui/Command.tsx'
import { useWords } from '../words/use-words.ts'
import { ExportData } from './ExportData.tsx'
import { KeptData } from './KeptData.tsx'
import { LearntData } from './LearntData.tsx'
import { RememberSettings } from './RememberSettings.tsx'
import { SettingGroup } from './SettingGroup.tsx'

interface Props {
  readonly preferences: Preferences
}

/** Where everything is kept, how much of it there is, and how to take it along or be rid of it. */
export function DataSettings({ preferences: { file, learns } }: Props): ReactNode {
  const { t } = useWords()
  return (
    <>
      <RememberSettings />
      <SettingGroup title={t('settings.file')} intro={t('settings.fileHelp')}>
        <Command command={file} />
      </SettingGroup>
      <ExportData />
      <KeptData />
      <LearntData isOn={learns} />
    </>
  )
}
