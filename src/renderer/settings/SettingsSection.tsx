import { Tabs } from 'radix-ui'
import { useRef, useState, type ReactNode } from 'react'
import { settingsGroups, type SettingsGroup } from '../../shared/details.ts'
import type { Preferences } from '../../shared/preferences.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useLedTo } from '../details/use-led-to.ts'
import { useWords } from '../words/use-words.ts'
import { AlertSettings } from './AlertSettings.tsx'
import { DataSettings } from './DataSettings.tsx'
import { FileTroubles } from './FileTroubles.tsx'
import { FirstRunAgain } from './FirstRunAgain.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import { NotificationSettings } from './NotificationSettings.tsx'
import { ReliefSettings } from './ReliefSettings.tsx'
import { SamplingSettings } from './SamplingSettings.tsx'
import styles from './SettingsSection.module.css'
import { SettingsTrouble } from './SettingsTrouble.tsx'
import { SourceSettings } from './SourceSettings.tsx'
import { SettingsContext, useSettings } from './use-settings.ts'

/** All that a person may choose, as Core keeps it. */
export function SettingsSection({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const settings = useSettings()
  const { preferences, unread } = settings
  return (
    <SettingsContext value={settings}>
      <div className={styles['settings']}>
        <h1 className={styles['head']} tabIndex={-1}>
          {t('settings.title')}
        </h1>
        <SettingsTrouble />
        {preferences !== null ? (
          <Groups preferences={preferences} focus={focus} />
        ) : unread === null ? (
          <p role="status">{t('settings.reading')}</p>
        ) : (
          <OfPage />
        )}
      </div>
    </SettingsContext>
  )
}

/** What is of this page, and not of the settings. */
const OfPage = (): ReactNode => (
  <div className={styles['groups']}>
    <NotificationSettings />
    <FirstRunAgain />
  </div>
)

interface GroupsProps extends SectionProps {
  readonly preferences: Preferences
}

function Groups({ preferences, focus }: GroupsProps): ReactNode {
  const { t } = useWords()
  const [tab, setTab] = useState<SettingsGroup>('general')
  const [ledTo, setLedTo] = useState<SectionProps['focus']>(null)
  if (focus !== ledTo) {
    setLedTo(focus)
    if (focus?.kind === 'rule') setTab('alerts')
    else if (focus?.kind === 'group') setTab(focus.group)
  }
  const list = useRef<HTMLDivElement>(null)
  useLedTo({
    meant: focus?.kind === 'group' ? focus : null,
    part: () => list.current?.querySelector<HTMLElement>('[aria-selected=true]') ?? null,
    block: 'nearest',
  })
  const choose = (name: string): void =>
    setTab(settingsGroups.find((one) => one === name) ?? 'general')
  return (
    <>
      <FileTroubles troubles={preferences.troubles} />
      <Tabs.Root value={tab} onValueChange={choose} className={styles['tabs']}>
        <Tabs.List ref={list} className={styles['list']} aria-label={t('settings.groups')}>
          {settingsGroups.map((one) => (
            <Tabs.Trigger key={one} value={one} className={styles['tab']}>
              {t(`settings.tab.${one}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={tab} className={styles['groups']} tabIndex={-1}>
          <Group tab={tab} preferences={preferences} focus={focus} />
        </Tabs.Content>
      </Tabs.Root>
    </>
  )
}

function Group({
  tab,
  preferences,
  focus,
}: GroupsProps & { readonly tab: SettingsGroup }): ReactNode {
  switch (tab) {
    case 'general':
      return <GeneralSettings preferences={preferences} />
    case 'alerts':
      return <AlertSettings preferences={preferences} focus={focus} />
    case 'sampling':
      return <SamplingSettings preferences={preferences} />
    case 'sources':
      return <SourceSettings preferences={preferences} />
    case 'relief':
      return <ReliefSettings preferences={preferences} />
    case 'data':
      return <DataSettings preferences={preferences} />
  }
}
