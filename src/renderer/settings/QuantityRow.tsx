import type { ReactNode } from 'react'
import { byteUnits } from '../../shared/unit-system.ts'
import { useWords } from '../words/use-words.ts'
import { NumberField } from './NumberField.tsx'
import { fieldOf, quantityIn, type Quantity } from './quantity.ts'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly control: string
  readonly label: string
  readonly help?: ReactNode
  readonly quantity: Quantity
  readonly value: number
  readonly bounds: { readonly least: number; readonly most: number }
  readonly onCommit: (value: number) => void
}

/** A number of the settings in the units of its reader. */
export function QuantityRow({
  control,
  label,
  help,
  quantity,
  value,
  bounds,
  onCommit,
}: Props): ReactNode {
  const { t } = useWords()
  const units = useSettingsHere().preferences?.units ?? 'decimal'
  const unit = quantity === 'bytes' ? byteUnits(units).giga.name : t(`settings.unit.${quantity}`)
  return (
    <SettingRow control={control} label={label} help={help}>
      {(of) => (
        <NumberField
          of={of}
          {...fieldOf(quantity, units, value, bounds)}
          unit={unit}
          onCommit={(typed) => onCommit(quantityIn(quantity, units, typed))}
        />
      )}
    </SettingRow>
  )
}
