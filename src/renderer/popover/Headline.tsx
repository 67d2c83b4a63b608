import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect, useRef, type ReactNode } from 'react'
import { headlineOf, meaningOfState } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { StateSign } from '../ui/StateSign.tsx'
import styles from './Headline.module.css'

interface Props {
  /** Somebody comes back from there: so does the keyboard. */
  readonly isBack: boolean
  /** Shows which models that room is enough for. */
  readonly onFit: () => void
}

/** The sentence with the room in the biggest type, the state word, and the way to what that room is enough for. */
export function Headline({ isBack, onFit }: Props): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  const way = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isBack) way.current?.focus()
  }, [isBack])
  if (snapshot === null) return null
  const { figure, words } = headlineOf(snapshot)
  const { room } = snapshot
  return (
    <header className={styles['headline']} data-stale={room.kind === 'ok' && room.isStale}>
      <h1 className={styles['sentence']}>
        {figure === null ? null : <span className={styles['figure']}>{figure}</span>}{' '}
        <span className={figure === null ? styles['alone'] : styles['words']}>{words}</span>
      </h1>
      <div className={styles['verdict']}>
        <p className={styles['state']} data-state={room.state}>
          <StateSign state={room.state} />
          {room.state}
        </p>
        <p className={styles['meaning']}>{meaningOfState(room)}</p>
        <button ref={way} type="button" className={styles['fit']} onClick={onFit}>
          What fits now
          <ChevronRight size={12} strokeWidth={2} aria-hidden="true" />
        </button>
      </div>
    </header>
  )
}
