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

/** What is typed is a draft until Enter, or until the keyboard goes elsewhere; refused, it stays to be mended. Escape takes it back. */
export function NumberField({ of, value, least, most, step, unit, onCommit }: Props): ReactNode {
  const [draft, setDraft] = useState<string | null>(null)
  const [tried, setTried] = useState<string | null>(null)
  const inForce = formatCount(value)
  const refused = of.isInvalid ? tried : null
  const shown = refused ?? inForce
  const unitId = `${of.id}unit`
  const commit = (): void => {
    setDraft(null)
    if (draft === null || draft === shown) return
    setTried(null)
    // no number: what is in force comes back
    if (draft.trim() === '') return
    const typed = Number(draft)
    setTried(draft)
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
        aria-invalid={refused !== null}
        aria-describedby={`${unitId} ${of.describedBy}`}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') return commit()
          if (event.key !== 'Escape' || (draft ?? refused) === null) return
          event.preventDefault()
          setDraft(null)
          setTried(null)
        }}
      />
      <span id={unitId} className={styles['unit']}>
        {unit}
      </span>
    </>
  )
}
