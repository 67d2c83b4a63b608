import type { ReactNode } from 'react'
import type { HistoryColumn } from '../../shared/history.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Readout.module.css'

export interface ReadFigure {
  readonly column: HistoryColumn
  readonly name: string
  /** As it is said: `not known` where it is not. */
  readonly figure: string
  readonly token: string
  readonly shape: 'area' | 'line' | 'stepped'
}

interface Props {
  /** `Now`, or when it was. */
  readonly when: string
  readonly figures: readonly ReadFigure[]
  /** What happened then; null: nothing is looked at. */
  readonly events: string | null
  /** Back to where figures are of now; null: they are. */
  readonly onNow: (() => void) | null
}

/** What the lines say at the crosshair, and which is which. As high with an event or a way back as without: nothing below it jumps. */
export function Readout({ when, figures, events, onNow }: Props): ReactNode {
  const { t } = useWords()
  return (
    <div className={styles['readout']}>
      <div className={styles['when']}>
        <p>{when}</p>
        {onNow === null ? null : <SmallButton text={t('history.toNow')} onClick={onNow} />}
      </div>
      <dl className={styles['figures']}>
        {figures.map(({ column, name, figure, token, shape }) => (
          <div key={column} className={styles['one']} data-column={column}>
            <dt>
              <span
                className={styles['sign']}
                data-shape={shape}
                data-tone="line"
                style={{ color: `var(${token})` }}
              />
              {name}
            </dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['events']} dir="auto" title={events ?? undefined}>
        {events}
      </p>
    </div>
  )
}
