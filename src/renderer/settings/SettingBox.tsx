import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import styles from './Choices.module.css'
import { Refusal } from './SettingRow.tsx'

interface Props {
  /** Under which name it asks. */
  readonly control: string
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** One that is on or off; whoever may only look sees which. */
export function SettingBox({ control, label, isOn, onChange }: Props): ReactNode {
  const { mayAct } = useView()
  return (
    <div>
      <label className={styles['choice']}>
        <input
          type="checkbox"
          checked={isOn}
          disabled={!mayAct}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      <Refusal control={control} />
    </div>
  )
}
