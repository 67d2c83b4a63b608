import { useRef, type ReactNode, type RefObject } from 'react'
import type { Alert, Severity } from '../../shared/alert.ts'
import type { Verdict } from '../../shared/fit.ts'
import { capital } from '../../shared/fit-text.ts'
import type { Load } from '../../shared/load.ts'
import type { LoadTone, ShownLoad } from '../../shared/load-text.ts'
import { Advice } from '../ui/Advice.tsx'
import { AlertSign } from '../ui/AlertSign.tsx'
import { LongName } from '../ui/LongName.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { VerdictSign } from '../ui/VerdictSign.tsx'
import { useWords } from '../words/use-words.ts'
import { AlertFigures } from './AlertFigures.tsx'
import { AlertMark } from './AlertMark.tsx'
import styles from './LoadCard.module.css'

interface Props {
  readonly load: Load
  readonly shown: ShownLoad
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
  /** What is about it, and says aloud what there is to say: its severity is the one that the card shows. */
  readonly alert?: Alert
  /** What to press, and what came of it. */
  readonly act?: ReactNode
}

const signOf: Readonly<Record<LoadTone, Verdict>> = {
  good: 'fits',
  tight: 'tight',
  alarm: 'no',
  unknown: 'unknown',
}

const toneOf: Readonly<Record<Severity, LoadTone>> = {
  imminent: 'alarm',
  warning: 'tight',
  notice: 'unknown',
}

/** One load: what it will take, whether that fits, how far it is, and what to try first where it does not. */
export function LoadCard({ load, shown, home, alert, act }: Props): ReactNode {
  const { t, say } = useWords()
  const card = useRef<HTMLLIElement>(null)
  useFocusHome(card, home)
  const { name, server, need, origin, band, stage, tone, verdict, spoken, notes, advice } = shown
  const hasFigures = alert !== undefined && alert.figures.kind === 'memory'
  return (
    <li
      ref={card}
      className={styles['card']}
      data-tone={alert === undefined ? tone : toneOf[alert.severity]}
      data-stage={load.stage}
      data-asks
      data-row
    >
      <div className={styles['title']}>
        {alert === undefined ? (
          <VerdictSign verdict={signOf[tone]} />
        ) : (
          <AlertSign severity={alert.severity} />
        )}
        <LongName name={name} />
        {need === null || hasFigures ? null : (
          <span className={styles['need']} title={band === null ? undefined : say(band)}>
            {say(need)}
          </span>
        )}
      </div>
      {alert === undefined ? (
        <p className={styles['verdict']}>{capital(say(verdict))}</p>
      ) : (
        <AlertMark alert={alert} words={say(verdict)} />
      )}
      {load.stage === 'loading' ? (
        <ProgressBar label={t('alerts.loadingOf', { name })} ratio={load.doneRatio} />
      ) : null}
      <p className={styles['about']}>
        <span>
          {server}
          {origin === null ? null : ` · ${say(origin)}`}
        </span>
        <span>{say(stage)}</span>
      </p>
      {alert === undefined ? null : <AlertFigures alert={alert} />}
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          {capital(say(note))}
        </p>
      ))}
      {advice === null ? null : <Advice advice={advice} isFirst />}
      {act}
      {/* once for each change of what it says: no figure of it moves */}
      {alert === undefined ? (
        <p className="spoken" role="status">
          {say(spoken)}
        </p>
      ) : null}
    </li>
  )
}
