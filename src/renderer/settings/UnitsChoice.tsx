import type { ReactNode } from 'react'
import { unitSystems, type UnitSystem } from '../../shared/settings.ts'
import { formatRoom } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { RadioGroup } from './RadioGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

/** In which units sizes are written. */
export function UnitsChoice({ chosen }: { readonly chosen: UnitSystem }): ReactNode {
  const { t, figure } = useWords()
  const { prefer } = useSettingsHere()
  const roomBytes = useSnapshot(({ room }) => (room.kind === 'ok' ? room.roomBytes : null))
  const inSystem = (system: UnitSystem, bytes: number): string => figure(formatRoom(bytes, system))
  const example =
    roomBytes === null
      ? undefined
      : t('settings.unitRoom', {
          decimal: inSystem('decimal', roomBytes),
          binary: inSystem('binary', roomBytes),
        })
  return (
    <SettingRow control="units" label={t('settings.units')} help={example} isGroup isWide>
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
