import { use, useEffect, useRef, type ReactNode } from 'react'
import { TellingContext } from '../alerts/TellButton.tsx'
import { TellPlace } from '../alerts/TellPlace.tsx'
import { BackButton } from '../ui/BackButton.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { LoginChoice } from './LoginChoice.tsx'
import { SettingBox } from './SettingBox.tsx'
import { SettingsTrouble } from './SettingsTrouble.tsx'
import styles from './SettingsView.module.css'
import { usePreferences, type UsePreferences } from './use-preferences.ts'

export interface SettingsViewProps {
  readonly onBack: () => void
  /** Shows the first run again. */
  readonly onWelcome: () => void
}

/** What can be chosen from a screen, in place of the overview. */
export function SettingsView({ onBack, onWelcome }: SettingsViewProps): ReactNode {
  const { t } = useWords()
  const preferences = usePreferences()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <div className={styles['view']}>
      <header className={styles['head']}>
        <BackButton text={t('settings.back')} onClick={onBack} />
        <h1 ref={head} className={styles['title']} tabIndex={-1}>
          {t('settings.title')}
        </h1>
      </header>
      <SettingsTrouble {...preferences} />
      <OfMachine {...preferences} />
      <Group title={t('settings.alerts')}>
        <TellPlace />
      </Group>
      <Group title={t('settings.welcome')}>
        <SmallButton
          className={styles['again'] ?? ''}
          text={t('settings.welcomeAgain')}
          onClick={onWelcome}
        />
      </Group>
    </div>
  )
}

/** What Core keeps, for every screen of this machine. */
function OfMachine(props: UsePreferences): ReactNode {
  const { t } = useWords()
  const isInWindow = use(TellingContext) === null
  const { preferences, unread, prefer } = props
  if (preferences === null)
    return unread === null ? <p role="status">{t('settings.reading')}</p> : null
  const { language, menuBarText } = preferences
  return (
    <>
      <Group title={t('settings.language')}>
        <LanguageChoice chosen={language} onChoose={(choice) => prefer({ language: choice })} />
      </Group>
      {isInWindow ? (
        <Group title={t('settings.menuBar')}>
          <SettingBox
            label={t('settings.room')}
            isOn={menuBarText === 'room'}
            onChange={(isOn) => prefer({ menuBarText: isOn ? 'room' : 'off' })}
          />
        </Group>
      ) : null}
      <Group title={t('settings.login')}>
        <LoginChoice {...props} />
      </Group>
    </>
  )
}

interface GroupProps {
  readonly title: string
  readonly children: ReactNode
}

const Group = ({ title, children }: GroupProps): ReactNode => (
  <section className={styles['group']}>
    <h2 className={styles['label']}>{title}</h2>
    {children}
  </section>
)
