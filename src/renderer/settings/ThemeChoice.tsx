import type { ReactNode } from 'react'
import { themeChoices, type ThemeChoice as Choice } from '../../shared/settings.ts'
import { useWords } from '../words/use-words.ts'
import { RadioGroup } from './RadioGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

/** Whether windows are light or dark. A browser decides that of its pages by itself, and says so to all of them. */
export function ThemeChoice({ chosen }: { readonly chosen: Choice }): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const isWindow = window.headroom !== undefined
  return (
    <SettingRow
      control="theme"
      label={t('own.theme')}
      help={isWindow ? undefined : t('own.themeOfBrowser')}
      isGroup
      isWide
    >
      {(of) =>
        isWindow ? (
          <RadioGroup
            of={of}
            values={themeChoices}
            chosen={chosen}
            onChoose={(theme) => void prefer('theme', { theme })}
          >
            {(one) => t(`own.themeOf.${one}`)}
          </RadioGroup>
        ) : null
      }
    </SettingRow>
  )
}
