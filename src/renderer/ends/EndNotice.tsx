import type { ReactNode } from 'react'
import { untoldOf } from '../../shared/untold-end.ts'
import { useDetails } from '../details/use-details.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import styles from './EndNotice.module.css'
import { useBlackBox } from './use-black-box.ts'
import { useEndTime } from './use-end-time.ts'

/** The newest end that matters and that nobody has read of: what it was, and the way to what happened. */
export function EndNotice(): ReactNode {
  const { t, say } = useWords()
  const { box, see } = useBlackBox()
  const details = useDetails()
  const timeOf = useEndTime()
  const report = untoldOf(box?.reports ?? [])
  if (report === null) return null
  const { id } = report
  const title = say(report.title)
  const open = (): void => {
    see(id)
    details.open({ section: 'findings', focus: { kind: 'end', reportId: id } })
  }
  return (
    <Notice tone="note" title={unbroken(title)} onDismiss={() => see(id)}>
      <span className={styles['about']}>
        {timeOf(report.endedAtMs)}
        <SmallButton text={t('ends.what')} spoken={t('ends.whatOf', { title })} onClick={open} />
      </span>
    </Notice>
  )
}
