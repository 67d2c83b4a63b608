import { useId, type ReactNode } from 'react'
import { useView } from '../store/live.ts'
import styles from './Choices.module.css'
import { Refusal } from './SettingRow.tsx'

interface Props {
  /** Under which name it asks. */
  readonly control: string
  readonly label: string
  readonly help?: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** One that is on or off; whoever may only look sees which. */
export function SettingBox({ control, label, help, isOn, onChange }: Props): ReactNode {
  const { mayAct } = useView()
  const helpId = useId()
  return (
    <div>
      <label className={styles['choice']}>
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={help === undefined ? undefined : helpId}
          disabled={!mayAct}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      {help === undefined ? null : (
        <p id={helpId} className={styles['help']}>
          {help}
        </p>
      )}
      <Refusal control={control} />
    </div>
  )
}
