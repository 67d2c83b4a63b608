import { useId, useRef, useState, type ReactNode } from 'react'
import type { RuleId } from '../../shared/alert.ts'
import { snoozeChoices } from '../../shared/alert-text.ts'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useEscape } from '../ui/use-escape.ts'
import styles from './SnoozeMenu.module.css'
import { useSnooze } from './use-snooze.ts'

interface Props {
  readonly rule: RuleId
  /** Of the alert, for who listens. */
  readonly title: string
}

/** For how long alerts of this kind are to say nothing; only where whoever looks may act. */
export function SnoozeMenu({ rule, title }: Props): ReactNode {
  const { mayAct } = useView()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { step, ask } = useSnooze()
  const id = useId()
  useEscape(isOpen, () => {
    setOpen(false)
    button.current?.focus()
  })
  if (!mayAct) return null
  return (
    <>
      <SmallButton
        ref={button}
        text="Snooze"
        spoken={`Snooze: ${title}`}
        className={styles['open']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      />
      <div id={id} className={styles['choices']} hidden={!isOpen} role="group" aria-label="Snooze">
        <span className={styles['label']}>All of this kind:</span>
        {snoozeChoices.map(({ span, label }) => (
          <SmallButton
            key={span}
            text={label}
            aria-disabled={step.kind === 'asked'}
            onClick={() => ask({ target: rule, span })}
          />
        ))}
        <span className={styles['refused']} role="status">
          {step.kind === 'refused' ? step.reason : ''}
        </span>
      </div>
    </>
  )
}
