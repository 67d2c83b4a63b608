import type { ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { menuBarTexts, settingBounds } from '../../shared/settings.ts'
import { useWords } from '../words/use-words.ts'
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

/** How Headroom speaks, starts and looks. */
export function GeneralSettings({ preferences }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <>
      <SettingGroup title={t('settings.speech')}>
        <SettingRow control="language" label={t('settings.language')} isGroup isWide>
          {(of) => (
            <LanguageChoice
              of={of}
              chosen={preferences.language}
              onChoose={(language) => void prefer('language', { language })}
            />
          )}
        </SettingRow>
        <UnitsChoice chosen={preferences.units} />
      </SettingGroup>
      <SettingGroup title={t('own.look')}>
        <ThemeChoice chosen={preferences.theme} />
      </SettingGroup>
      <MenuBar preferences={preferences} />
      <SettingGroup title={t('settings.login')}>
        <LoginChoice />
      </SettingGroup>
      <UpdateSettings preferences={preferences} />
      <CommandLineSettings part={preferences.shell.commandLine} />
      <FirstRunAgain />
    </>
  )
}

function MenuBar({ preferences }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const { gaugeStyle, menuBarText, keepWarmMinutes } = preferences
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
      <ShortcutChoice chosen={preferences.shortcut} part={preferences.shell.shortcut} />
    </SettingGroup>
  )
}
