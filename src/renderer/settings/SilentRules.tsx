import type { ReactNode } from 'react'
import type { Snooze } from '../../shared/alert.ts'
import { snoozedText } from '../../shared/alert-text.ts'
import { capital } from '../../shared/fit-text.ts'
import { useSnooze } from '../popover/use-snooze.ts'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './AlertSettings.module.css'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { useAnswer } from './use-answer.ts'

/** What is snoozed now, and the way to have it told again. */
export function SilentRules(): ReactNode {
  const { t } = useWords()
  const { answer, askAgain } = useAnswer('snoozes')
  if (answer?.kind !== 'ok' || answer.value.snoozes.length === 0) return null
  return (
    <SettingGroup title={t('settings.silent')}>
      <ul className={styles['silent']}>
        {answer.value.snoozes.map((snooze) => (
          <Silent key={snooze.target} snooze={snooze} onTold={askAgain} />
        ))}
      </ul>
    </SettingGroup>
  )
}

interface SilentProps {
  readonly snooze: Snooze
  readonly onTold: () => void
}

function Silent({ snooze, onTold }: SilentProps): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { step, ask } = useSnooze(onTold)
  const { target } = snooze
  const name = target === 'all' ? t('settings.allRules') : t(`settings.rule.${target}`)
  return (
    <li className={styles['silentRow']}>
      <span>
        {name} · {say(snoozedText(snooze))}
      </span>
      <SmallButton
        text={t('alerts.tellAgain')}
        spoken={t('relief.about', { act: t('alerts.tellAgain'), name })}
        disabled={!mayAct}
        aria-disabled={step.kind === 'asked'}
        onClick={() => ask({ target, span: null })}
      />
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
    </li>
  )
}
