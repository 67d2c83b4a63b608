import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useState, type ReactNode } from 'react'
import type { BlackBoxReport } from '../../shared/black-box.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useWords } from '../words/use-words.ts'
import styles from '../findings/FindingCard.module.css'
import { EndSign } from './EndSign.tsx'
import { EndWhole } from './EndWhole.tsx'
import { useEndTime } from './use-end-time.ts'

interface Props {
  readonly report: BlackBoxReport
  readonly isOpenFirst: boolean
  /** It was unfolded. */
  readonly onRead: () => void
}

/** One end in a line; unfolded all that is known of it. */
export function EndCard({ report, isOpenFirst, onRead }: Props): ReactNode {
  const { t, say } = useWords()
  const [isOpen, setOpen] = useState(isOpenFirst)
  const timeOf = useEndTime()
  const bodyId = useId()
  const title = say(report.title)
  const about = [timeOf(report.endedAtMs), ...(report.isSeen ? [] : [t('ends.new')])].join(' · ')
  const fold = (): void => {
    setOpen(!isOpen)
    if (!isOpen && !report.isSeen) onRead()
  }
  return (
    <li className={styles['card']} data-end={report.id} data-row>
      <h3 className={styles['title']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={fold}
        >
          <EndSign of={report.end} />
          <span>
            <AlsoSpoken text={title} spoken={`${title}, ${about}`} />
          </span>
          <span className={styles['beside']} aria-hidden="true">
            {about}
          </span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </h3>
      <div id={bodyId}>{isOpen ? <EndWhole report={report} /> : null}</div>
    </li>
  )
}
