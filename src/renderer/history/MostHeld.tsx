import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { ModelPeak } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes } from '../../shared/units.ts'
import { LongName } from '../ui/LongName.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './MostHeld.module.css'
import { useTimeWords } from './use-time-words.ts'

interface Props {
  readonly peaks: readonly ModelPeak[]
}

const firstCount = 5
const maxNameLength = 200
const maxServerLength = 60

/** Of each model that was loaded then, the most that it held. */
export function MostHeld({ peaks }: Props): ReactNode {
  const { t, figure } = useWords()
  const { instant } = useTimeWords()
  const [isWhole, setWhole] = useState(false)
  const title = useId()
  const list = useRef<HTMLUListElement>(null)
  // the button goes: the keyboard is where what it has shown begins
  useEffect(() => {
    if (isWhole) list.current?.querySelectorAll('li')[firstCount]?.focus()
  }, [isWhole])
  if (peaks.length === 0) return null
  const shown = isWhole ? peaks : peaks.slice(0, firstCount)
  return (
    <section className={styles['peaks']} aria-labelledby={title}>
      <h2 id={title} className={styles['title']}>
        {t('history.peaks')}
      </h2>
      <ul ref={list} className={styles['list']}>
        {shown.map(({ model, server, bytes, atMs }) => (
          <li key={JSON.stringify([model, server])} className={styles['peak']} tabIndex={-1}>
            <span className={styles['name']}>
              <LongName name={printable(model, maxNameLength)} />
            </span>
            <span className={styles['quiet']} dir="auto">
              {printable(server, maxServerLength)}
            </span>
            <span className={styles['quiet']}>{instant(atMs, 60_000)}</span>
            <span className={styles['figure']}>{figure(formatBytes(bytes))}</span>
          </li>
        ))}
      </ul>
      {shown.length === peaks.length ? null : (
        <SmallButton
          text={t('history.allPeaks', { count: peaks.length })}
          className={styles['all']}
          onClick={() => setWhole(true)}
        />
      )}
    </section>
  )
}
