import type { ReactNode } from 'react'
import { LoginChoice } from '../settings/LoginChoice.tsx'
import { SettingsTrouble } from '../settings/SettingsTrouble.tsx'
import { SettingsContext, useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/use-words.ts'

/** Whether it is there from login on, where it can be. */
export function LoginStep(): ReactNode {
  const { t } = useWords()
  const settings = useSettings()
  const isOffered = settings.preferences?.openAtLogin.kind === 'ok'
  return (
    <SettingsContext value={settings}>
      <p>{t('welcome.login.what')}</p>
      <LoginChoice />
      {isOffered ? <SettingsTrouble /> : null}
      <p>{t('welcome.login.ready')}</p>
    </SettingsContext>
  )
}
