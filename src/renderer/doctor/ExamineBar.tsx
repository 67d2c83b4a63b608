import type { ReactNode } from 'react'
import { formatSpan, formatTimeOfDay } from '../../shared/units.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import styles from './ExamineBar.module.css'
import type { Examination } from './use-examine.ts'

interface Props {
  readonly examination: Examination
  readonly onExamine: () => void
}

/** Asks all there is to ask, and what has come of it. */
export function ExamineBar({ examination, onExamine }: Props): ReactNode {
  const { t, say } = useWords()
  const isRunning = examination.kind === 'running'
  return (
    <div className={styles['bar']}>
      <SmallButton
        text={t('doctor.examine')}
        aria-disabled={isRunning}
        onClick={() => {
          if (!isRunning) onExamine()
        }}
      />
      {examination.kind === 'refused' ? (
        <div className={styles['whole']}>
          <Notice tone="attention" title={t('doctor.refused')}>
            {say(examination.reason)}
          </Notice>
        </div>
      ) : (
        <p className={styles['told']} role="status">
          <Told examination={examination} />
        </p>
      )}
    </div>
  )
}

function Told({ examination }: Pick<Props, 'examination'>): ReactNode {
  const { t } = useWords()
  switch (examination.kind) {
    case 'none':
      return t('doctor.examineWhy')
    case 'running':
      return (
        <>
          {t('doctor.examining')} <Elapsed sinceMs={examination.sinceMs} />
        </>
      )
    case 'done': {
      const { atMs, sources, abilities, findings } = examination.doctor
      const failed = [...sources, ...abilities].filter(({ kind }) => kind === 'failed').length
      const at = formatTimeOfDay(atMs)
      if (failed === 0 && findings.length === 0) return t('doctor.allWell', { at })
      return failed === 0
        ? t('doctor.found', { at, count: findings.length })
        : t('doctor.failed', { at, count: failed })
    }
    case 'refused':
      return null
  }
}

/** Ticks before those who look; who listens is not told each second. */
function Elapsed({ sinceMs }: { readonly sinceMs: number }): ReactNode {
  const { figure } = useWords()
  const nowMs = useNow()
  return <span aria-hidden="true">{figure(formatSpan(Math.max(0, nowMs - sinceMs)))}</span>
}
