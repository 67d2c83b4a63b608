import type { ReactNode } from 'react'
import type { BlackBoxReport } from '../../shared/black-box.ts'
import { useDetails } from '../details/use-details.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import styles from './EndNotice.module.css'
import { useEndTime } from './use-end-time.ts'

interface Props {
  readonly report: BlackBoxReport
  readonly onSeen: () => void
}

/** The newest end that matters and that nobody has read of: what it was, and the way to what happened. */
export function EndNotice({ report, onSeen }: Props): ReactNode {
  const { t, say } = useWords()
  const details = useDetails()
  const timeOf = useEndTime()
  const title = say(report.title)
  const open = (): void => {
    onSeen()
    details.open({ section: 'findings', focus: { kind: 'end', reportId: report.id } })
  }
  return (
    <Notice tone="note" title={unbroken(title)} onDismiss={onSeen}>
      <span className={styles['about']}>
        {timeOf(report.endedAtMs)}
        <SmallButton text={t('ends.what')} spoken={t('ends.whatOf', { title })} onClick={open} />
      </span>
    </Notice>
  )
}
