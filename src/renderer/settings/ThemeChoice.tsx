import type { ReactNode } from 'react'
import { themeChoices, type ThemeChoice as Choice } from '../../shared/settings.ts'
import { useWords } from '../words/use-words.ts'
import { RadioGroup } from './RadioGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

/** Whether the windows of the app are light or dark. */
export function ThemeChoice({ chosen }: { readonly chosen: Choice }): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <SettingRow control="theme" label={t('own.theme')} isGroup isWide>
      {(of) => (
        <RadioGroup
          of={of}
          values={themeChoices}
          chosen={chosen}
          onChoose={(theme) => void prefer('theme', { theme })}
        >
          {(one) => t(`own.themeOf.${one}`)}
        </RadioGroup>
      )}
    </SettingRow>
  )
}
