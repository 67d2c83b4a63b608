import type { ReactNode } from 'react'
import { unitSystems, type UnitSystem } from '../../shared/settings.ts'
import { useWords } from '../words/use-words.ts'
import { RadioGroup } from './RadioGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

/** In which units sizes are written. */
export function UnitsChoice({ chosen }: { readonly chosen: UnitSystem }): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <SettingRow control="units" label={t('settings.units')} isGroup isWide>
      {(of) => (
        <RadioGroup
          of={of}
          values={unitSystems}
          chosen={chosen}
          onChoose={(units) => void prefer('units', { units })}
        >
          {(one) => t(`settings.unitOf.${one}`)}
        </RadioGroup>
      )}
    </SettingRow>
  )
}
