import { useRef, type ReactNode } from 'react'
import { mendOf } from '../../shared/mend-text.ts'
import type { Source } from '../../shared/snapshot.ts'
import { formatRatio, formatSpan, formatTook } from '../../shared/units.ts'
import { useLedTo } from '../details/use-led-to.ts'
import { useWords } from '../words/use-words.ts'
import { MendNote } from './MendNote.tsx'
import { shareOf, stateOf } from './source-order.ts'
import styles from './SourceRow.module.css'
import { SourceSign } from './SourceSign.tsx'

interface Props {
  readonly source: Source
  readonly platform: string | null
  /** What a link has led to; another object: once more. */
  readonly led: object | null
}

/** One source: how it fares, what it costs, and what can be done about it. */
export function SourceRow({ source, platform, led }: Props): ReactNode {
  const { t, say } = useWords()
  const row = useRef<HTMLLIElement>(null)
  useLedTo({ meant: led, part: () => row.current })
  const state = stateOf(source)
  const mend = mendOf(source, platform)
  return (
    <li
      ref={row}
      className={styles['row']}
      data-state={state}
      data-source={source.id}
      tabIndex={led === null ? undefined : -1}
    >
      <span className={styles['sign']}>
        <SourceSign state={state} />
      </span>
      <div className={styles['name']}>
        <h3 className={styles['title']}>{say(source.title)}</h3>
        <p className={styles['state']}>
          <span className={styles['word']}>{t(`doctor.state.${state}`)}</span>
          {source.reason === null ? null : t('doctor.joint') + say(source.reason)}
        </p>
      </div>
      <Figures source={source} />
      {mend === null ? null : <MendNote mend={mend} />}
    </li>
  )
}

/** Columns where there is place for them, else one line. */
function Figures({ source }: { readonly source: Source }): ReactNode {
  const { t, figure } = useWords()
  const { ageMs, everyMs, tookMs } = source
  const share = shareOf(source)
  const onceAnswered = ageMs === null ? null : t('doctor.once')
  const everyLine =
    everyMs === null ? onceAnswered : t('doctor.every', { span: figure(formatSpan(everyMs)) })
  return (
    <p className={styles['figures']}>
      <span className={styles['figure']} data-figure="age">
        {ageMs === null ? null : t('doctor.ago', { span: figure(formatSpan(ageMs)) })}
      </span>
      <span className={styles['figure']} data-figure="every">
        {everyLine}
      </span>
      <span className={styles['figure']} data-figure="took">
        {tookMs === null ? null : t('doctor.took', { span: figure(formatTook(tookMs)) })}
      </span>
      <span className={styles['figure']} data-figure="share">
        {share === null ? null : t('doctor.share', { share: figure(formatRatio(share)) })}
      </span>
    </p>
  )
}
