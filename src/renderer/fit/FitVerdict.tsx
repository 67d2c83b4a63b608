import type { ReactNode } from 'react'
import type { FitRoomShown } from '../../shared/contract.ts'
import type { Fit } from '../../shared/fit.ts'
import { capital, certaintyText, shownVerdict } from '../../shared/fit-text.ts'
import { formatBytes, formatRoom } from '../../shared/units.ts'
import { VerdictSign } from '../ui/VerdictSign.tsx'
import styles from './FitVerdict.module.css'

interface Props {
  readonly fit: Fit
  readonly room: FitRoomShown
}

/** The answer in words; it is said to who listens when it becomes another one, not at each step of a slider. */
export function FitVerdict({ fit, room }: Props): ReactNode {
  const { sentence, doubt } = shownVerdict(fit)
  const [word = sentence] = sentence.split(':')
  const needBytes = room.gpuRoomBytes === null ? fit.needRamBytes : fit.needBytes
  return (
    <div className={styles['verdict']} data-verdict={fit.verdict}>
      <p className={styles['sentence']}>
        <VerdictSign verdict={fit.verdict} />
        <span aria-hidden={sentence !== word}>{sentence}</span>
        {sentence === word ? null : <span className="spoken">{sentence}</span>}
      </p>
      <p className={styles['about']}>
        <span title={certaintyText(fit)}>
          needs {formatBytes(needBytes)} ({certaintyText(fit)})
        </span>
        {room.roomBytes === null ? null : (
          <span>
            room {formatRoom(room.roomBytes)}: {room.of}
          </span>
        )}
      </p>
      {doubt === null ? null : <p className={styles['doubt']}>{capital(doubt)}</p>}
      <p className="spoken" role="status">
        {word}
      </p>
    </div>
  )
}
