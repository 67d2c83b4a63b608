import type { ReactNode } from 'react'
import type { FitRoomShown } from '../../shared/fit-shown.ts'
import type { Fit } from '../../shared/fit.ts'
import { capital, certaintyText, shownVerdict } from '../../shared/fit-text.ts'
import { formatBytes, formatRoom } from '../../shared/units.ts'
import { VerdictSign } from '../ui/VerdictSign.tsx'
import { useWords } from '../words/use-words.ts'
import { LearntMark } from './LearntMark.tsx'
import styles from './FitVerdict.module.css'

interface Props {
  readonly fit: Fit
  readonly room: FitRoomShown
}

/** The answer in words; it is said to who listens when it becomes another one, not at each step of a slider. */
export function FitVerdict({ fit, room }: Props): ReactNode {
  const { t, say, figure } = useWords()
  const { sentence: english, doubt } = shownVerdict(fit)
  const [word = english] = english.split(':')
  const sentence = say(english)
  const certainty = say(certaintyText(fit))
  const needBytes = room.gpuRoomBytes === null ? fit.needRamBytes : fit.needBytes
  return (
    <div className={styles['verdict']} data-verdict={fit.verdict}>
      <p className={styles['sentence']}>
        <VerdictSign verdict={fit.verdict} />
        <span aria-hidden={english !== word}>{sentence}</span>
        {english === word ? null : <span className="spoken">{sentence}</span>}
      </p>
      <p className={styles['about']}>
        <span title={certainty}>
          {t('fit.needs', { need: figure(formatBytes(needBytes)), certainty })}
        </span>
        {room.roomBytes === null ? null : (
          <span>
            {t('fit.room', { room: figure(formatRoom(room.roomBytes)), of: say(room.of) })}
          </span>
        )}
      </p>
      {fit.learnt === null ? null : (
        <p className={styles['about']}>
          <LearntMark fit={fit} />
        </p>
      )}
      {doubt === null ? null : <p className={styles['doubt']}>{capital(say(doubt))}</p>}
      <p className="spoken" role="status">
        {say(word)}
      </p>
    </div>
  )
}
