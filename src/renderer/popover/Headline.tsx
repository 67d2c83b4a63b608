import type { ReactNode } from 'react'
import { headlineOf, meaningOfState } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { StateSign } from '../ui/StateSign.tsx'
import styles from './Headline.module.css'

/** The sentence with the room in the biggest type, and the state word. */
export function Headline(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
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
      </div>
    </header>
  )
}
