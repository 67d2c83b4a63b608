import type { ReactNode } from 'react'
import type { Snapshot } from '../../shared/snapshot.ts'
import { matches } from '../ui/matches.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { countsOf, inOrder, sourceStates, stateOf } from './source-order.ts'
import styles from './SourceList.module.css'
import { SourceRow } from './SourceRow.tsx'

interface Props {
  readonly snapshot: Pick<Snapshot, 'sources' | 'machine'>
  readonly wanted: string
  /** What a link has led to. */
  readonly led: { readonly sourceId: string } | null
}

/** All sources, what needs a person first. */
export function SourceList({ snapshot: { sources, machine }, wanted, led }: Props): ReactNode {
  const { t, say } = useWords()
  const platform = machine.kind === 'ok' ? machine.platform : null
  const shown = inOrder(sources).filter((source) =>
    matches(wanted, [
      source.id,
      source.title,
      say(source.title),
      source.reason,
      source.reason === null ? null : say(source.reason),
      t(`doctor.state.${stateOf(source)}`),
    ]),
  )
  const isGone = led !== null && !sources.some(({ id }) => id === led.sourceId)
  const counts = countsOf(sources)
  return (
    <section aria-label={t('doctor.sources')}>
      {isGone ? <Notice tone="note" title={t('doctor.gone')} /> : null}
      <div className={styles['head']}>
        <h2 className={styles['title']}>{t('doctor.sources')}</h2>
        <p className={styles['counts']}>
          {sourceStates
            .filter((state) => counts[state] > 0)
            .map((state) => t(`doctor.count.${state}`, { count: counts[state] }))
            .join(t('overview.joint.part'))}
        </p>
      </div>
      {shown.length === 0 ? (
        <p role="status" className={styles['none']}>
          {t(sources.length === 0 ? 'doctor.none' : 'doctor.noMatch')}
        </p>
      ) : (
        <ul>
          {shown.map((source) => (
            <SourceRow
              key={source.id}
              source={source}
              platform={platform}
              led={led?.sourceId === source.id ? led : null}
            />
          ))}
        </ul>
      )}
      <p className={styles['note']}>{t('doctor.shareNote')}</p>
    </section>
  )
}
