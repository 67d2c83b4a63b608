import type { ReactNode } from 'react'
import styles from './Rows.module.css'
import type { Control } from './SettingRow.tsx'

interface Props<Value extends string> {
  readonly of: Control
  readonly value: Value
  readonly values: readonly Value[]
  readonly titleOf: (value: Value) => string
  readonly onPick: (value: Value) => void
}

/** One of a few words. */
export function PickField<Value extends string>(props: Props<Value>): ReactNode {
  const { of, value, values, titleOf, onPick } = props
  return (
    <select
      id={of.id}
      className={styles['field']}
      value={value}
      disabled={of.isDisabled}
      aria-invalid={of.isInvalid}
      aria-describedby={of.describedBy}
      onChange={({ target }) => {
        const picked = values.find((one) => one === target.value)
        if (picked !== undefined) onPick(picked)
      }}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {titleOf(one)}
        </option>
      ))}
    </select>
  )
}
