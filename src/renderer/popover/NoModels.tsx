import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import type { Snapshot, Source } from '../../shared/snapshot.ts'
import { useWords } from '../words/use-words.ts'
import styles from './ModelList.module.css'
import { NotKnown } from './NotKnown.tsx'

interface Props {
  readonly snapshot: Snapshot
  /** Of servers and their models; null: nothing is known of it yet. */
  readonly source: Source | null
  readonly onFit: () => void
}

/** In place of models: that none is loaded, that no engine runs, that it is not known yet, or why it is not known. */
export function NoModels({ snapshot: { servers }, source, onFit }: Props): ReactNode {
  const { t, say } = useWords()
  const kind = source?.kind ?? 'waiting'
  if (kind === 'waiting') return <p className={styles['none']}>{t('models.waiting')}</p>
  // what it would have said last is not of now
  if (source !== null && (kind === 'failed' || source.isStale)) return <NotKnown source={source} />
  if (kind === 'absent')
    return <p className={styles['none']}>{say(source?.reason ?? t('models.noEngine'))}</p>
  return (
    <div className={styles['none']} data-row>
      <p>{t(servers.length === 0 ? 'models.noEngine' : 'models.noneLoaded')}</p>
      <button type="button" className={styles['fit']} onClick={onFit}>
        {t('models.whatFits')}
        <ChevronRight size={12} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {servers.length === 0 ? <p className={styles['hint']}>{t('models.looksFor')}</p> : null}
    </div>
  )
}
