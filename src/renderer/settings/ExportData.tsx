import { useState, type ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { formatDate } from '../../shared/units.ts'
import { useLive, useView } from '../store/live.ts'
import { download } from '../ui/download.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'

type Step =
  | { readonly kind: 'idle' | 'working' | 'done' }
  | { readonly kind: 'refused'; readonly reason: string }

const maxReasonLength = 400

/** All that Headroom keeps but keys, in one file. */
export function ExportData(): ReactNode {
  const { t, say } = useWords()
  const live = useLive()
  const { mayAct } = useView()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const save = async (): Promise<void> => {
    setStep({ kind: 'working' })
    const outcome = await live.request('exportData', null)
    if (outcome.kind === 'refused')
      return setStep({ kind: 'refused', reason: printable(outcome.reason, maxReasonLength) })
    const text = `${JSON.stringify(outcome.value, null, 2)}\n`
    download(text, `headroom-${formatDate(outcome.value.atMs)}`, 'json')
    setStep({ kind: 'done' })
  }
  return (
    <SettingGroup title={t('settings.export.title')} intro={t('settings.export.help')}>
      <div className={rows['act']}>
        <SmallButton
          text={t('settings.export.save')}
          disabled={!mayAct}
          aria-disabled={step.kind === 'working'}
          onClick={() => {
            if (step.kind !== 'working') void save()
          }}
        />
        <span className={rows['note']} role="status">
          {step.kind === 'working' || step.kind === 'done' ? t(`settings.export.${step.kind}`) : ''}
        </span>
      </div>
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
    </SettingGroup>
  )
}
