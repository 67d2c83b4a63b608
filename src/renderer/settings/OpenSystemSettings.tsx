import { useState, type ReactNode } from 'react'
import type { SystemPane } from '../../shared/shell.ts'
import { useLive, useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Choices.module.css'

/** Leads to a pane of System Settings; where that fails, why. */
export function OpenSystemSettings({ pane }: { readonly pane: SystemPane }): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const live = useLive()
  const [refused, setRefused] = useState<string | null>(null)
  const open = async (): Promise<void> => {
    const outcome = await live.request('shellAct', { kind: 'open-system-settings', pane })
    setRefused(outcome.kind === 'refused' ? outcome.reason : null)
  }
  return (
    <div className={styles['pane']}>
      <SmallButton text={t('own.systemSettings')} disabled={!mayAct} onClick={() => void open()} />
      <p role="alert">{refused === null ? null : say(refused)}</p>
    </div>
  )
}
