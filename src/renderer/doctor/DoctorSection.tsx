import { useState, type ReactNode } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useSnapshot } from '../store/live.ts'
import { CopyText } from '../ui/CopyText.tsx'
import { FindField } from '../ui/FindField.tsx'
import { useWords } from '../words/use-words.ts'
import { Abilities } from './Abilities.tsx'
import styles from './DoctorSection.module.css'
import { ExamineBar } from './ExamineBar.tsx'
import { Findings } from './Findings.tsx'
import { MachineFacts } from './MachineFacts.tsx'
import { reportOf } from './report-text.ts'
import { SourceList } from './SourceList.tsx'
import { foundIn, useExamine } from './use-examine.ts'

const whole = <T,>(snapshot: T): T => snapshot

/** Every source of the machine: how it fares, what it costs, and how it is mended. */
export function DoctorSection({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const snapshot = useSnapshot(whole)
  const { examination, examine } = useExamine()
  const [wanted, setWanted] = useState('')
  const led = focus?.kind === 'source' ? focus : null
  const [ledBefore, setLedBefore] = useState(led)
  if (led !== ledBefore) {
    setLedBefore(led)
    if (led !== null) setWanted('')
  }
  const found = foundIn(examination)
  return (
    <div className={styles['section']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t('doctor.title')}</h1>
        {snapshot === null ? null : (
          <CopyText label={t('doctor.copy')} textOf={() => reportOf(snapshot, found)} />
        )}
      </header>
      {snapshot === null ? (
        <p role="status">{t('doctor.waiting')}</p>
      ) : (
        <>
          <MachineFacts snapshot={snapshot} />
          <ExamineBar examination={examination} onExamine={examine} />
          <Findings found={found} servers={snapshot.servers} />
          <FindField label={t('doctor.find')} text={wanted} onText={setWanted} />
          <SourceList snapshot={snapshot} wanted={wanted} led={led} />
          <Abilities found={found} wanted={wanted} />
        </>
      )}
    </div>
  )
}
