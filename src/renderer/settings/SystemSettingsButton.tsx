import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { SystemPane } from '../../shared/shell.ts'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import rows from './Rows.module.css'
import { useShellAct } from './use-shell-act.ts'

/** Leads to that pane of System Settings; where it does not open, why. */
export function SystemSettingsButton({ pane }: { readonly pane: SystemPane }): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { act, refusal } = useShellAct()
  return (
    <>
      <SmallButton
        text={t('settings.systemSettings')}
        disabled={!mayAct}
        onClick={() => act({ kind: 'open-system-settings', pane })}
      />
      <p className={rows['refusal']} role="alert">
        {refusal === null ? null : capital(say(refusal))}
      </p>
    </>
  )
}
