import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import type { DetailsFocus } from '../../shared/details.ts'
import { capital } from '../../shared/fit-text.ts'
import { mostHistoryPoints, type History } from '../../shared/history.ts'
import { plotInset } from '../charts/plot-inset.ts'
import { useConnection } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './HistorySection.module.css'
import { ExportHistory } from './ExportHistory.tsx'
import { HistoryTable } from './HistoryTable.tsx'
import { HistoryTrouble } from './HistoryTrouble.tsx'
import { HistoryView } from './HistoryView.tsx'
import { KeptNote } from './KeptNote.tsx'
import { MostHeld } from './MostHeld.tsx'
import { RangeChoice } from './RangeChoice.tsx'
import { useHistory } from './use-history.ts'
import { useHistoryView } from './use-history-view.ts'

interface Props {
  readonly latestMs: number
  readonly widthPx: number
  readonly focus: DetailsFocus | null
}

/** A page that is made a little wider asks for nothing new. */
const pointSteps = 100

/** About a point for each column of pixels. */
const pointsFor = (widthPx: number): number => {
  const columns = Math.max(pointSteps, widthPx - plotInset.leftPx - plotInset.rightPx)
  return Math.min(mostHistoryPoints, Math.ceil(columns / pointSteps) * pointSteps)
}

/** The history as it is looked at: how far back, how close, at which instant. */
export function HistoryPlace({ latestMs, widthPx, focus }: Props): ReactNode {
  const { t, say } = useWords()
  const isLive = useConnection() === 'live'
  const view = useHistoryView(latestMs)
  const { history, refusal, askAgain } = useHistory({
    ...view.window,
    mostPoints: pointsFor(widthPx),
  })
  const [isTable, setTable] = useState(false)
  useFocus(focus, view.show)
  return (
    <>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t('history.title')}</h1>
        <div className={styles['choices']}>
          <RangeChoice widthMs={view.span.widthMs} onChoose={view.choose} />
          <SmallButton
            text={t('history.table')}
            className={styles['table']}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          />
        </div>
      </header>
      {refusal === null ? null : (
        <Notice tone="attention" title={t('history.refused')}>
          {capital(say(refusal))} <SmallButton text={t('history.again')} onClick={askAgain} />
        </Notice>
      )}
      {isLive || history === null ? null : (
        <p role="status" className={styles['paused']}>
          {t('history.paused')}
        </p>
      )}
      <div className={styles['body']} data-stale={!isLive}>
        {history === null ? null : <HistoryTrouble {...history} />}
        <Body history={history} isRefused={refusal !== null}>
          {(known) => (
            <>
              <HistoryView history={known} view={view} widthPx={widthPx} />
              {isTable ? <HistoryTable history={known} window={view.window} /> : null}
              <MostHeld peaks={known.peaks} />
              <footer className={styles['foot']}>
                <KeptNote history={known} />
                <ExportHistory window={view.window} />
              </footer>
            </>
          )}
        </Body>
      </div>
    </>
  )
}

interface BodyProps {
  readonly history: History | null
  readonly isRefused: boolean
  readonly children: (history: History) => ReactNode
}

function Body({ history, isRefused, children }: BodyProps): ReactNode {
  const { t } = useWords()
  if (history === null)
    return isRefused ? null : (
      <p role="status" className={styles['looking']}>
        {t('history.looking')}
      </p>
    )
  if (history.keptSinceMs === null)
    return (
      <Notice tone="note" title={t('history.none')}>
        {t('history.noneHelp')}
      </Notice>
    )
  return children(history)
}

/** Each time that a link leads to an instant, that instant is shown. */
function useFocus(focus: DetailsFocus | null, show: (atMs: number) => void): void {
  const lead = useEffectEvent(show)
  useEffect(() => {
    if (focus?.kind === 'instant') lead(focus.atMs)
  }, [focus])
}
