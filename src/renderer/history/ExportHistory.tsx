import { useId, useState, type ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { historyCsv } from '../../shared/history-csv.ts'
import { mostHistoryPoints, type History } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { formatDate } from '../../shared/units.ts'
import { useDetails } from '../details/use-details.ts'
import { useLive } from '../store/live.ts'
import { download } from '../ui/download.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ExportHistory.module.css'
import type { TimeWindow } from './span.ts'

interface Props {
  readonly window: TimeWindow
}

const forms = ['points', 'events', 'json'] as const
type Form = (typeof forms)[number]

type Step =
  | { readonly kind: 'idle' | 'working' | 'done' }
  | { readonly kind: 'refused'; readonly reason: string }

const maxReasonLength = 400

/** What is shown, into a file, with as many points as can be had; and the way to where it is deleted. */
export function ExportHistory({ window }: Props): ReactNode {
  const { t, say } = useWords()
  const { open } = useDetails()
  const { step, save } = useExport(window)
  const title = useId()
  return (
    <div className={styles['export']} role="group" aria-labelledby={title}>
      <span id={title} className={styles['title']}>
        {t('history.export')}
      </span>
      {forms.map((form) => (
        <SmallButton
          key={form}
          text={t(`history.exportOf.${form}`)}
          aria-disabled={step.kind === 'working'}
          onClick={() => {
            if (step.kind !== 'working') void save(form)
          }}
        />
      ))}
      <SmallButton
        text={t('history.toData')}
        className={styles['delete']}
        onClick={() => open({ section: 'settings', focus: { kind: 'group', group: 'data' } })}
      />
      <span className={styles['said']} role="status">
        {step.kind === 'done' ? t('settings.export.done') : ''}
      </span>
      <p className={styles['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
    </div>
  )
}

function useExport(window: TimeWindow) {
  const live = useLive()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const save = async (form: Form): Promise<void> => {
    setStep({ kind: 'working' })
    const outcome = await live.request('history', { ...window, mostPoints: mostHistoryPoints })
    if (outcome.kind === 'refused')
      return setStep({ kind: 'refused', reason: printable(outcome.reason, maxReasonLength) })
    handOver(outcome.value, form)
    setStep({ kind: 'done' })
  }
  return { step, save }
}

function handOver(history: History, form: Form): void {
  const name = `headroom-${form === 'events' ? 'events' : 'history'}-${formatDate(history.untilMs)}`
  if (form === 'json') download(`${JSON.stringify(history, null, 2)}\n`, name, 'json')
  else download(historyCsv(history, form), name, 'csv')
}
