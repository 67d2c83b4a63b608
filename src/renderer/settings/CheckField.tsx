import type { ReactNode } from 'react'
import styles from './Rows.module.css'
import type { Control } from './SettingRow.tsx'

interface Props {
  readonly of: Control
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** On or off, beside the label of its row. */
export const CheckField = ({ of, isOn, onChange }: Props): ReactNode => (
  <input
    id={of.id}
    className={styles['check']}
    type="checkbox"
    checked={isOn}
    disabled={of.isDisabled}
    aria-describedby={of.describedBy}
    onChange={({ target }) => onChange(target.checked)}
  />
)
