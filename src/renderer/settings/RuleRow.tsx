import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { RuleId } from '../../shared/alert.ts'
import {
  alertBounds,
  holdBounds,
  isOff,
  mayHold,
  type AlertSettings,
} from '../../shared/alert-settings.ts'
import type { DetailsFocus } from '../../shared/details.ts'
import { capital } from '../../shared/fit-text.ts'
import { watchesFor } from '../../shared/rule-text.ts'
import { useLedTo } from '../details/use-led-to.ts'
import { useView } from '../store/live.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './AlertSettings.module.css'
import { QuantityRow } from './QuantityRow.tsx'
import { figureOf } from './quantity.ts'
import { asItComes, holdOf, isChanged, linesOf, quantityOf, turned } from './rule-lines.ts'
import { Refusal } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly rule: RuleId
  readonly alerts: AlertSettings
  /** What led to it; another object: it was led to once more. */
  readonly ledTo: DetailsFocus | null
}

/** One rule: whether it speaks; unfolded, by which lines. */
export function RuleRow({ rule, alerts, ledTo }: Props): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { prefer } = useSettingsHere()
  const [isOpen, setOpen] = useState(ledTo !== null)
  const row = useRef<HTMLLIElement>(null)
  const id = useId()
  const hasLines = linesOf(rule).length > 0 || mayHold(rule)
  const [seen, setSeen] = useState(ledTo)
  if (ledTo !== seen) {
    setSeen(ledTo)
    if (ledTo !== null) setOpen(true)
  }
  useLedTo({ meant: ledTo, part: () => row.current })
  const control = `alerts.${rule}`
  return (
    <li ref={row} className={styles['rule']} tabIndex={-1} aria-labelledby={`${id}name`}>
      <div className={styles['head']}>
        <label className={styles['name']}>
          <input
            type="checkbox"
            checked={!isOff(rule, alerts)}
            disabled={!mayAct}
            aria-describedby={`${id}what`}
            onChange={({ target }) =>
              void prefer(control, { alerts: turned(rule, target.checked, alerts) })
            }
          />
          <span id={`${id}name`}>{t(`settings.rule.${rule}`)}</span>
        </label>
        {hasLines ? (
          <button
            type="button"
            className={styles['fold']}
            aria-expanded={isOpen}
            aria-controls={`${id}lines`}
            aria-describedby={`${id}name`}
            onClick={() => setOpen(!isOpen)}
          >
            <Summary rule={rule} alerts={alerts} />
            <ChevronDown size={12} strokeWidth={1.75} aria-hidden="true" />
          </button>
        ) : null}
      </div>
      <p id={`${id}what`} className={styles['what']}>
        {capital(say(watchesFor[rule]))}
      </p>
      <Refusal control={control} />
      <div id={`${id}lines`} className={styles['lines']} hidden={!isOpen || !hasLines}>
        {isOpen ? <Lines rule={rule} alerts={alerts} /> : null}
      </div>
      <BackToDefault rule={rule} alerts={alerts} row={row} />
    </li>
  )
}

interface BackProps extends Pick<Props, 'rule' | 'alerts'> {
  /** Where the keyboard goes: the button goes. */
  readonly row: RefObject<HTMLLIElement | null>
}

function BackToDefault({ rule, alerts, row }: BackProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const { prefer } = useSettingsHere()
  if (!isChanged(rule, alerts)) return null
  return (
    <button
      type="button"
      className={styles['back']}
      disabled={!mayAct}
      onClick={() => {
        row.current?.focus({ preventScroll: true })
        void prefer(`alerts.${rule}`, { alerts: asItComes(rule, alerts) })
      }}
    >
      <AlsoSpoken
        text={t('settings.default')}
        spoken={t('settings.defaultOf', { name: t(`settings.rule.${rule}`) })}
      />
    </button>
  )
}

/** `within 3 min`, `after 10 s`: as they are, before anything is unfolded. */
function Summary({ rule, alerts }: Pick<Props, 'rule' | 'alerts'>): ReactNode {
  const { t, figure } = useWords()
  const within = figure(figureOf('minutes', alerts.hogGrowthMinutes))
  const ofLines = linesOf(rule).flatMap((line) => {
    const value = figure(figureOf(quantityOf[line], alerts[line]))
    return line === 'hogGrowthMinutes' ? [] : [t(`settings.brief.${line}`, { value, within })]
  })
  const hold = figure(figureOf('seconds', holdOf(rule, alerts)))
  const all = mayHold(rule) ? [...ofLines, t('settings.brief.hold', { value: hold })] : ofLines
  return all.join(' · ')
}

function Lines({ rule, alerts }: Pick<Props, 'rule' | 'alerts'>): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <>
      {linesOf(rule).map((line) => (
        <QuantityRow
          key={line}
          control={`alerts.${line}`}
          label={t(`settings.line.${line}`)}
          quantity={quantityOf[line]}
          value={alerts[line]}
          bounds={alertBounds[line]}
          onCommit={(value) => void prefer(`alerts.${line}`, { alerts: { [line]: value } })}
        />
      ))}
      {mayHold(rule) ? (
        <QuantityRow
          control={`alerts.holdSeconds.${rule}`}
          label={t('settings.line.hold')}
          quantity="seconds"
          value={holdOf(rule, alerts)}
          bounds={holdBounds}
          onCommit={(value) =>
            void prefer(`alerts.holdSeconds.${rule}`, {
              alerts: { holdSeconds: { [rule]: value } },
            })
          }
        />
      ) : null}
    </>
  )
}
