import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { loudest, nameOfSeverity } from '../../shared/alert-text.ts'
import { headlineOf, meaningOfState } from '../../shared/sentence.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot } from '../store/live.ts'
import { AlertSign } from '../ui/AlertSign.tsx'
import { StateSign } from '../ui/StateSign.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Headline.module.css'

interface Props {
  /** Shows which models that room is enough for. */
  readonly onFit: () => void
}

/** The sentence with the room in the biggest type, the state word, and the way to what that room is enough for. */
export function Headline({ onFit }: Props): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  const { t, say, figure: written } = useWords()
  if (snapshot === null) return null
  const { figure, words } = headlineOf(snapshot)
  const { room } = snapshot
  return (
    <header className={styles['headline']} data-stale={room.kind === 'ok' && room.isStale}>
      <h1 className={styles['sentence']}>
        {figure === null ? null : <span className={styles['figure']}>{written(figure)}</span>}{' '}
        <span className={figure === null ? styles['alone'] : styles['words']}>{say(words)}</span>
      </h1>
      <div className={styles['verdict']}>
        <State snapshot={snapshot} />
        <button type="button" className={styles['fit']} onClick={onFit}>
          {t('overview.fit')}
          <ChevronRight size={12} strokeWidth={2} aria-hidden="true" />
        </button>
      </div>
    </header>
  )
}

/** The state of the room; where an alert is loud, its word: "plenty" beside it would say that all is well. */
function State({ snapshot: { room, alerts } }: { readonly snapshot: Snapshot }): ReactNode {
  const { t, say } = useWords()
  const severity = loudest(alerts)
  return (
    <>
      <p className={styles['state']} data-state={room.state} data-alert={severity ?? undefined}>
        {severity === null ? <StateSign state={room.state} /> : <AlertSign severity={severity} />}
        {severity === null ? t(`overview.state.${room.state}`) : say(nameOfSeverity[severity])}
      </p>
      {severity === null || room.state === 'unknown' ? (
        <p className={styles['meaning']}>{say(meaningOfState(room))}</p>
      ) : null}
    </>
  )
}
