import { useId, useRef, useState, type ReactNode } from 'react'
import type { RuleId } from '../../shared/alert.ts'
import { useDetails } from '../details/use-details.ts'
import { useView } from '../store/live.ts'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './SnoozeMenu.module.css'
import { useLater } from '../ui/use-later.ts'
import { useSnooze } from './use-snooze.ts'

// a menu that knows where it has room, and what every key does, is needed with the first press
const loadChoices = () => import('./SnoozeChoices.tsx').then(({ SnoozeChoices }) => SnoozeChoices)

interface Props {
  readonly rule: RuleId
  /** Of the alert, for who listens. */
  readonly title: string
}

/** For how long alerts of this kind are to say nothing; only where whoever looks may act. */
export function SnoozeMenu({ rule, title }: Props): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const details = useDetails()
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const choices = useLater(isWanted, loadChoices)
  const button = useRef<HTMLButtonElement>(null)
  const buttonId = useId()
  const { step, ask } = useSnooze()
  if (!mayAct) return null
  const toggle = (): void => {
    setWanted(true)
    // what has failed is tried once more, by whoever wants it
    if (choices.isFailed) choices.again()
    setOpen(choices.isFailed || !isOpen)
  }
  return (
    <>
      <SmallButton
        ref={button}
        id={buttonId}
        text={t('alerts.snooze')}
        spoken={t('alerts.snoozeNamed', { title })}
        aria-haspopup="menu"
        aria-expanded={isOpen && choices.part !== null}
        aria-disabled={step.kind === 'asked'}
        onFocus={() => setWanted(true)}
        onPointerEnter={() => setWanted(true)}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || (isOpen && !choices.isFailed)) return
          event.preventDefault()
          toggle()
        }}
      />
      {isOpen && choices.isFailed ? <NotLoaded onDismiss={() => setOpen(false)} /> : null}
      {choices.part === null ? null : (
        <choices.part.Part
          {...{ isOpen, setOpen, button, buttonId }}
          onChoose={(span) => ask({ target: rule, span })}
          onRule={() =>
            details.open({ section: 'settings', focus: { kind: 'rule', ruleId: rule } })
          }
        />
      )}
      <span className={styles['refused']} role="status">
        {step.kind === 'refused' ? say(step.reason) : ''}
      </span>
    </>
  )
}
