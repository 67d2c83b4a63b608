import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { snoozedText } from '../../shared/alert-text.ts'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import styles from './SnoozedAlerts.module.css'
import { useSnooze } from './use-snooze.ts'

interface Props {
  readonly alerts: readonly Alert[]
  /** Where the keyboard goes when the row goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** A quiet line; unfolded, what it is that is silent, how long still, and how to have it told again. */
export function SnoozedAlerts({ alerts, home }: Props): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <button
        type="button"
        className={styles['count']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('alerts.snoozed', { count: alerts.length })}
        <ChevronDown size={12} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <ul id={id} className={styles['list']} hidden={!isOpen}>
        {alerts.map((alert) => (
          <Snoozed key={alert.id} alert={alert} home={home} />
        ))}
      </ul>
    </>
  )
}

function Snoozed({
  alert: { rule, title, snoozed },
  home,
}: { readonly alert: Alert } & Pick<Props, 'home'>): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { step, ask } = useSnooze()
  const row = useRef<HTMLLIElement>(null)
  useFocusHome(row, home)
  return (
    <li ref={row} className={styles['row']} data-row>
      <span>
        {say(title)}
        {snoozed === null ? '' : ` · ${say(snoozedText(snoozed))}`}
      </span>
      {mayAct ? (
        <SmallButton
          text={t('alerts.tellAgain')}
          spoken={t('relief.about', { act: t('alerts.tellAgain'), name: say(title) })}
          aria-disabled={step.kind === 'asked'}
          onClick={() => ask({ target: rule, span: null })}
        />
      ) : null}
      <span role="status">{step.kind === 'refused' ? say(step.reason) : ''}</span>
    </li>
  )
}
