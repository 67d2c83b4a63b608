import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Choices.module.css'
import { SettingBox } from './SettingBox.tsx'
import { SystemSettingsButton } from './SystemSettingsButton.tsx'
import { useSettingsHere } from './use-settings.ts'

/** Whether it starts at login; where it cannot, why. */
export function LoginChoice(): ReactNode {
  const { t, say } = useWords()
  const { preferences, unread, prefer } = useSettingsHere()
  if (preferences === null)
    return (
      <p className={styles['why']} role="status">
        {unread === null
          ? t('settings.reading')
          : t('relief.about', { act: t('settings.notRead'), name: say(unread) })}
      </p>
    )
  const { openAtLogin } = preferences
  if (openAtLogin.kind === 'absent')
    return <p className={styles['why']}>{capital(say(openAtLogin.reason))}</p>
  return (
    <div>
      <SettingBox
        control="openAtLogin"
        label={t('settings.atLogin')}
        // a wish that waits is one: unchecked, it is withdrawn
        isOn={openAtLogin.isOn || openAtLogin.isWaiting}
        onChange={(isOn) => void prefer('openAtLogin', { openAtLogin: isOn })}
      />
      <p className={styles['waiting']} role="status">
        {openAtLogin.isWaiting ? t('own.loginWaiting') : null}
      </p>
      {openAtLogin.isWaiting ? (
        <div className={styles['pane']}>
          <SystemSettingsButton pane="login-items" />
        </div>
      ) : null}
    </div>
  )
}
