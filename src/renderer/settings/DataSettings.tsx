import { useRef, type ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { useWords } from '../words/use-words.ts'
import { ExportData } from './ExportData.tsx'
import { KeptData } from './KeptData.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'

interface Props {
  readonly preferences: Preferences
}

/** Where everything is kept, how much of it there is, and how to take it along or be rid of it. */
export function DataSettings({ preferences: { file } }: Props): ReactNode {
  const { t } = useWords()
  const path = useRef<HTMLElement>(null)
  return (
    <>
      <SettingGroup title={t('settings.file')} intro={t('settings.fileHelp')}>
        <div className={rows['path']}>
          <code ref={path} dir="auto">
            {file}
          </code>
          <CopyButton text={file} source={path} />
        </div>
      </SettingGroup>
      <ExportData />
      <KeptData />
    </>
  )
}
