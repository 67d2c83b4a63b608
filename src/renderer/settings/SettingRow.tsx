import { useId, type ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Rows.module.css'
import { useSettingsHere } from './use-settings.ts'

/** What a control needs of the row that it stands in. */
export interface Control {
  readonly id: string
  readonly labelId: string
  /** What says more of it, and why its last change was refused. */
  readonly describedBy: string
  readonly isInvalid: boolean
  readonly isDisabled: boolean
}

interface Props {
  /** Under which name it asks: what comes of it stands here. */
  readonly control: string
  readonly label: string
  readonly help?: ReactNode
  /** Several controls under one label. */
  readonly isGroup?: boolean
  /** Below its label, as wide as the row. */
  readonly isWide?: boolean
  readonly children: (control: Control) => ReactNode
}

/** One setting: what it is, its control, and why the last change of it was not made. */
export function SettingRow(props: Props): ReactNode {
  const { control, label, help, isGroup = false, isWide = false, children } = props
  const { mayAct } = useView()
  const { changes } = useSettingsHere()
  const id = useId()
  const labelId = `${id}label`
  const [helpId, refusalId] = [`${id}help`, `${id}refusal`]
  const isInvalid = changes.get(control)?.kind === 'refused'
  const describedBy = `${help === undefined ? '' : `${helpId} `}${refusalId}`
  return (
    <div className={styles['row']} data-wide={isWide}>
      <div className={styles['text']}>
        {isGroup ? (
          <span id={labelId}>{label}</span>
        ) : (
          <label id={labelId} htmlFor={id}>
            {label}
          </label>
        )}
        {help === undefined ? null : (
          <div id={helpId} className={styles['help']}>
            {help}
          </div>
        )}
      </div>
      <div className={styles['control']}>
        {children({ id, labelId, describedBy, isInvalid, isDisabled: !mayAct })}
      </div>
      <Refusal id={refusalId} control={control} />
    </div>
  )
}

interface RefusalProps {
  readonly id?: string
  readonly control: string
}

/** Why the last change of this control was not made, or not kept. */
export function Refusal({ id, control }: RefusalProps): ReactNode {
  const { t, say } = useWords()
  const change = useSettingsHere().changes.get(control)
  return (
    <p id={id} className={styles['refusal']} role="alert">
      {change?.kind === 'refused'
        ? t('relief.about', {
            act: t(change.isInForce ? 'settings.notKept' : 'settings.notSet'),
            name: say(change.reason),
          })
        : null}
    </p>
  )
}
