import { useRef, type ReactNode, type RefObject } from 'react'
import type { Verdict } from '../../shared/fit.ts'
import { capital } from '../../shared/fit-text.ts'
import type { Load } from '../../shared/load.ts'
import type { LoadTone, ShownLoad } from '../../shared/load-text.ts'
import { Advice } from '../ui/Advice.tsx'
import { LongName } from '../ui/LongName.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { VerdictSign } from '../ui/VerdictSign.tsx'
import styles from './LoadCard.module.css'

interface Props {
  readonly load: Load
  readonly shown: ShownLoad
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
  /** Of the alert that is about it, which says aloud what there is to say. */
  readonly mark?: ReactNode
}

const signOf: Readonly<Record<LoadTone, Verdict>> = {
  good: 'fits',
  tight: 'tight',
  alarm: 'no',
  unknown: 'unknown',
}

/** One load: what it will take, whether that fits, how far it is, and what to try first where it does not. */
export function LoadCard({ load, shown, home, mark }: Props): ReactNode {
  const card = useRef<HTMLLIElement>(null)
  useFocusHome(card, home)
  const { name, server, need, origin, band, stage, tone, verdict, spoken, notes, advice } = shown
  return (
    <li ref={card} className={styles['card']} data-tone={tone} data-stage={load.stage}>
      {mark}
      <div className={styles['title']}>
        <VerdictSign verdict={signOf[tone]} />
        <LongName name={name} />
        {need === null ? null : (
          <span className={styles['need']} title={band ?? undefined}>
            {need}
          </span>
        )}
      </div>
      <p className={styles['verdict']}>{capital(verdict)}</p>
      {load.stage === 'loading' ? (
        <ProgressBar label={`Loading of ${name}`} ratio={load.doneRatio} />
      ) : null}
      <p className={styles['about']}>
        <span>
          {server}
          {origin === null ? null : ` · ${origin}`}
        </span>
        <span>{stage}</span>
      </p>
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          {capital(note)}
        </p>
      ))}
      {advice === null ? null : <Advice advice={advice} isFirst />}
      {/* once for each change of what it says: no figure of it moves */}
      {mark === undefined ? (
        <p className="spoken" role="status">
          {spoken}
        </p>
      ) : null}
    </li>
  )
}
