import { useState, type ReactNode } from 'react'
import { formatCount } from '../../shared/units.ts'
import styles from './Rows.module.css'
import type { Control } from './SettingRow.tsx'

interface Props {
  readonly of: Control
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step: number
  /** `min`: seen beside it, and heard with it. */
  readonly unit: string
  readonly onCommit: (value: number) => void
}

/** What is typed is a draft until Enter, or until the keyboard goes elsewhere; Escape takes it back. */
export function NumberField({ of, value, least, most, step, unit, onCommit }: Props): ReactNode {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = formatCount(value)
  const unitId = `${of.id}unit`
  const commit = (): void => {
    setDraft(null)
    // no number: what is in force comes back
    if (draft === null || draft.trim() === '' || draft === shown) return
    const typed = Number(draft)
    if (Number.isFinite(typed)) onCommit(typed)
  }
  return (
    <>
      <input
        id={of.id}
        className={styles['field']}
        type="number"
        min={least}
        max={most}
        step={step}
        value={draft ?? shown}
        disabled={of.isDisabled}
        aria-invalid={of.isInvalid}
        aria-describedby={`${unitId} ${of.describedBy}`}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') return commit()
          if (event.key !== 'Escape' || draft === null) return
          event.preventDefault()
          setDraft(null)
        }}
      />
      <span id={unitId} className={styles['unit']}>
        {unit}
      </span>
    </>
  )
}
