import ChevronRight from 'lucide-react/icons/chevron-right'
import { useId, useState, type ReactNode } from 'react'
import type { KeptAct } from '../../shared/act.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatTimeOfDay } from '../../shared/units.ts'
import { Framed, slotMark } from '../words/Framed.tsx'
import { useWords } from '../words/use-words.ts'
import { ActFacts } from './ActFacts.tsx'
import { outcomeOf } from './acts-shown.ts'
import styles from './ActRow.module.css'

interface Props {
  readonly act: KeptAct
  readonly onDone: () => void
}

/** One act on a line; it unfolds to all that the log holds of it. */
export function ActRow({ act, onDone }: Props): ReactNode {
  const { t, say, figure } = useWords()
  const [isOpen, setOpen] = useState(false)
  const factsId = useId()
  const outcome = outcomeOf(act)
  return (
    <li className={styles['row']} data-outcome={outcome}>
      <button
        type="button"
        className={styles['line']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? factsId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight
          className={styles['sign']}
          size={14}
          strokeWidth={1.75}
          aria-hidden="true"
          data-open={isOpen}
        />
        <time className={styles['time']} dateTime={new Date(act.atMs).toISOString()}>
          {formatTimeOfDay(act.atMs)}
        </time>
        <span className={styles['what']}>
          <Framed text={t(`acts.what.${act.act}`, { name: slotMark })}>
            {act.act === 'limit' ? (
              say(figure(act.target))
            ) : (
              <bdi dir="auto">{printable(act.target)}</bdi>
            )}
          </Framed>
        </span>
        <span className={styles['outcome']}>
          {t(`acts.outcome.${outcome}`)}
          {act.isForced ? t('acts.forced') : ''}
        </span>
        <span className={styles['back']}>
          {act.returnedBytes === null ? null : (
            <>
              {figure(formatBytes(act.returnedBytes))}
              <span className="spoken"> {t('acts.back')}</span>
            </>
          )}
        </span>
      </button>
      {isOpen ? (
        <div id={factsId} className={styles['facts']}>
          <ActFacts act={act} onDone={onDone} />
        </div>
      ) : null}
    </li>
  )
}
