import type { ReactNode } from 'react'
import { LoginChoice } from '../settings/LoginChoice.tsx'
import { SettingsTrouble } from '../settings/SettingsTrouble.tsx'
import { usePreferences } from '../settings/use-preferences.ts'
import { useWords } from '../words/use-words.ts'

/** Whether it is there from login on, where it can be. */
export function LoginStep(): ReactNode {
  const { t } = useWords()
  const preferences = usePreferences()
  const isOffered = preferences.preferences?.openAtLogin.kind === 'ok'
  return (
    <>
      <p>{t('welcome.login.what')}</p>
      <LoginChoice {...preferences} />
      {isOffered ? <SettingsTrouble {...preferences} /> : null}
      <p>{t('welcome.login.ready')}</p>
    </>
  )
}
