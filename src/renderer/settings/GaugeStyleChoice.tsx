import { useId, type ReactNode } from 'react'
import { gaugeSteps, type GaugeLook } from '../../shared/gauge.ts'
import { gaugeStyles, type GaugeStyle } from '../../shared/settings.ts'
import { GaugePicture } from '../welcome/GaugePicture.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './GaugeStyleChoice.module.css'
import type { Control } from './SettingRow.tsx'

interface Props {
  readonly of: Control
  readonly chosen: GaugeStyle
  readonly onChoose: (style: GaugeStyle) => void
}

const looks = [
  { alert: null, isReplay: false, state: 'plenty', steps: Math.round(gaugeSteps * 0.4) },
  { alert: null, isReplay: false, state: 'tight', steps: Math.round(gaugeSteps * 0.85) },
  { alert: null, isReplay: false, state: 'full', steps: 0 },
] as const satisfies readonly Omit<GaugeLook, 'style'>[]

/** Each with the very pixels of the menu bar: with much room, little and none. */
export function GaugeStyleChoice({ of, chosen, onChoose }: Props): ReactNode {
  const { t } = useWords()
  const name = useId()
  return (
    <div
      className={styles['cards']}
      role="radiogroup"
      aria-labelledby={of.labelId}
      aria-describedby={of.describedBy}
    >
      {gaugeStyles.map((style) => (
        <label key={style} className={styles['card']}>
          <span className={styles['looks']}>
            {looks.map((look) => (
              <GaugePicture key={look.state} look={{ style, ...look }} />
            ))}
          </span>
          <span className={styles['name']}>
            <input
              type="radio"
              name={name}
              value={style}
              checked={style === chosen}
              disabled={of.isDisabled}
              onChange={() => onChoose(style)}
            />
            {t(`settings.gauge.${style}`)}
          </span>
        </label>
      ))}
    </div>
  )
}
