import type { ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { menuBarTexts, settingBounds } from '../../shared/settings.ts'
import { useWords } from '../words/use-words.ts'
import choices from './Choices.module.css'
import { CommandLineSettings } from './CommandLineSettings.tsx'
import { FirstRunAgain } from './FirstRunAgain.tsx'
import { GaugeStyleChoice } from './GaugeStyleChoice.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { LoginChoice } from './LoginChoice.tsx'
import { NumberField } from './NumberField.tsx'
import { PickField } from './PickField.tsx'
import { SettingGroup } from './SettingGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { ShortcutChoice } from './ShortcutChoice.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'
import { UnitsChoice } from './UnitsChoice.tsx'
import { UpdateSettings } from './UpdateSettings.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly preferences: Preferences
}

/** How Headroom starts, what it looks like, and what only the app has. */
export function GeneralSettings({ preferences }: Props): ReactNode {
  const { t } = useWords()
  const { shell } = preferences
  // where nothing of the app is to be had, that is said once
  const isNoApp = [shell.shortcut, shell.updates, shell.commandLine].every(
    ({ kind }) => kind === 'absent',
  )
  return (
    <>
      <SettingGroup title={t('settings.login')}>
        <LoginChoice />
      </SettingGroup>
      <MenuBar preferences={preferences} />
      <OwnWindow preferences={preferences} isNoApp={isNoApp} />
      <Speech preferences={preferences} />
      {isNoApp ? (
        <OnlyInApp />
      ) : (
        <>
          <UpdateSettings preferences={preferences} />
          <CommandLineSettings part={shell.commandLine} />
        </>
      )}
      <FirstRunAgain />
    </>
  )
}

function MenuBar({ preferences }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const { gaugeStyle, menuBarText } = preferences
  return (
    <SettingGroup title={t('settings.menuBar')}>
      <SettingRow control="gaugeStyle" label={t('settings.gaugeStyle')} isGroup isWide>
        {(of) => (
          <GaugeStyleChoice
            of={of}
            chosen={gaugeStyle}
            onChoose={(style) => void prefer('gaugeStyle', { gaugeStyle: style })}
          />
        )}
      </SettingRow>
      <SettingRow
        control="menuBarText"
        label={t('settings.beside')}
        help={t(`settings.besideHelp.${menuBarText}`)}
      >
        {(of) => (
          <PickField
            of={of}
            value={menuBarText}
            values={menuBarTexts}
            titleOf={(one) => t(`settings.besideText.${one}`)}
            onPick={(one) => void prefer('menuBarText', { menuBarText: one })}
          />
        )}
      </SettingRow>
    </SettingGroup>
  )
}

function OwnWindow({ preferences, isNoApp }: Props & { readonly isNoApp: boolean }): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const { theme, shortcut, keepWarmMinutes, shell } = preferences
  return (
    <SettingGroup title={t('own.window')}>
      {/* a browser decides it of its pages by itself */}
      {window.headroom === undefined ? null : <ThemeChoice chosen={theme} />}
      {isNoApp ? null : <ShortcutChoice chosen={shortcut} part={shell.shortcut} />}
      <SettingRow
        control="keepWarmMinutes"
        label={t('settings.keepWarm')}
        help={t('settings.keepWarmHelp')}
      >
        {(of) => (
          <NumberField
            of={of}
            value={keepWarmMinutes}
            {...settingBounds.keepWarmMinutes}
            step={1}
            unit={t('settings.unit.minutes')}
            onCommit={(value) => void prefer('keepWarmMinutes', { keepWarmMinutes: value })}
          />
        )}
      </SettingRow>
    </SettingGroup>
  )
}

function Speech({ preferences: { language, units } }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <SettingGroup title={t('settings.speech')}>
      <SettingRow control="language" label={t('settings.language')} isGroup isWide>
        {(of) => (
          <LanguageChoice
            of={of}
            chosen={language}
            onChoose={(one) => void prefer('language', { language: one })}
          />
        )}
      </SettingRow>
      <UnitsChoice chosen={units} />
    </SettingGroup>
  )
}

function OnlyInApp(): ReactNode {
  const { t } = useWords()
  return (
    <SettingGroup title={t('own.onlyApp')}>
      <p className={choices['why']}>{t('own.onlyAppHas')}</p>
    </SettingGroup>
  )
}
