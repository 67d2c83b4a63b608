import { useId, type ReactNode } from 'react'
import styles from './Choices.module.css'
import type { Control } from './SettingRow.tsx'

interface Props<Value extends string> {
  readonly of: Control
  readonly values: readonly Value[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
  readonly children: (value: Value) => ReactNode
}

/** One of a few, all of them in sight. */
export function RadioGroup<Value extends string>(props: Props<Value>): ReactNode {
  const { of, values, chosen, onChoose, children } = props
  const name = useId()
  return (
    <div
      className={styles['choices']}
      role="radiogroup"
      aria-labelledby={of.labelId}
      aria-describedby={of.describedBy}
    >
      {values.map((value) => (
        <label key={value} className={styles['choice']}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            disabled={of.isDisabled}
            onChange={() => onChoose(value)}
          />
          {children(value)}
        </label>
      ))}
    </div>
  )
}
