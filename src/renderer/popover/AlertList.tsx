import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { shownFinding } from '../../shared/finding-text.ts'
import { shownLoad } from '../../shared/load-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSuggested } from '../relief/suggested.ts'
import { useSnapshot } from '../store/live.ts'
import list from '../ui/CardList.module.css'
import { useHeld } from '../ui/use-held.ts'
import { useWords } from '../words/use-words.ts'
import {
  alertCards,
  alertRows,
  isInFull,
  screenAlertCount,
  withPressed,
  type AlertCardOf,
  type AlertRow,
} from './alert-rows.ts'
import { AlertActPlace } from './AlertActPlace.tsx'
import { AlertCard } from './AlertCard.tsx'
import styles from './AlertList.module.css'
import { AlertMark } from './AlertMark.tsx'
import { FindingCard } from '../findings/FindingCard.tsx'
import { LoadCard } from './LoadCard.tsx'
import { goByArrows } from './row-keys.ts'
import { SnoozedAlerts } from './SnoozedAlerts.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLedAlert, useLedCard, type LedAlert } from './use-led-alert.ts'
import { useAlertActs, type AlertActs } from './use-alert-acts.ts'

/** What is about to fail, the worst first; nothing at all where nothing is. */
export function AlertList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <Section snapshot={snapshot} />
}

function Section({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { alerts } = snapshot
  const { t } = useWords()
  const [held, setHeld] = useHeld<readonly AlertRow[]>()
  const acts = useAlertActs(snapshot)
  const { led, forget } = useLedAlert(snapshot)
  const head = useRef<HTMLHeadingElement>(null)
  const rows = withPressed(alertRows(alerts, held), acts.pressed)
  const snoozed = alerts.filter((alert) => alert.snoozed !== null)
  const gone =
    led?.isGone === true ? (
      <Notice tone="note" title={t('alerts.isOverNow')} onDismiss={forget} />
    ) : null
  if (rows.length === 0 && snoozed.length === 0) return gone
  return (
    <>
      {gone}
      <section
        aria-label={t('alerts.title')}
        className={styles['alerts']}
        onPointerEnter={() => setHeld(rows)}
        onPointerLeave={() => setHeld(null)}
        onKeyDown={goByArrows}
      >
        <div className={list['head']}>
          {/* of those that are snoozed their own line says it */}
          <h2 ref={head} tabIndex={-1} className={rows.length === 0 ? 'spoken' : undefined}>
            {t('alerts.title')}
          </h2>
        </div>
        <Rows {...{ rows, snapshot, acts, led }} home={head} />
        {snoozed.length === 0 ? null : (
          <div className={styles['snoozed']} data-row>
            <SnoozedAlerts alerts={snoozed} home={head} />
          </div>
        )}
      </section>
    </>
  )
}

interface RowsProps extends Pick<RowProps, 'snapshot' | 'acts' | 'home'> {
  readonly rows: readonly AlertRow[]
  readonly led: LedAlert | null
}

function Rows({ rows, led, ...around }: RowsProps): ReactNode {
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const suggestedIn = useSuggested()?.alertId ?? null
  // what is to be pressed, or was led to, is in sight
  const isSought = ({ alert }: AlertRow): boolean =>
    alert.id === suggestedIn || alert.id === led?.id || around.acts.pressedIn(alert.id) !== null
  const shown = rows.filter((row, at) => isWhole || at < screenAlertCount || isSought(row))
  const cardList = useLedCard(
    led,
    shown.findIndex(({ alert }) => alert.id === led?.id),
  )
  if (rows.length === 0) return null
  const cards = alertCards(around.snapshot)
  const count = rows.length - Math.max(screenAlertCount, isWhole ? 0 : shown.length)
  return (
    <>
      <ul ref={cardList} className={list['list']}>
        {shown.map((row) => (
          <Row
            key={row.alert.id}
            row={row}
            place={rows.indexOf(row)}
            isInFull={isInFull(row, rows.indexOf(row)) || isSought(row)}
            card={row.isGone ? null : (cards.get(row.alert.id) ?? null)}
            {...around}
          />
        ))}
      </ul>
      {count <= 0 ? null : (
        <div data-row>
          <button
            type="button"
            className={list['more']}
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? t('alerts.worstOnly') : t('alerts.more', { count })}
          </button>
        </div>
      )}
    </>
  )
}

interface RowProps {
  readonly row: AlertRow
  readonly place: number
  readonly isInFull: boolean
  readonly card: AlertCardOf | null
  readonly snapshot: Snapshot
  readonly acts: AlertActs
  readonly home: RefObject<HTMLElement | null>
}

function Row({ row, place, isInFull: isFull, card, snapshot, acts, home }: RowProps): ReactNode {
  const { alert, isGone } = row
  const act = <AlertActPlace {...{ alert, isGone, snapshot, acts, place, home }} />
  switch (card?.kind) {
    case 'load':
      return (
        <LoadCard
          load={card.load}
          shown={shownLoad(card.load, snapshot.findings)}
          home={home}
          alert={alert}
          act={act}
        />
      )
    case 'finding':
      return (
        <FindingCard
          finding={card.finding}
          shown={shownFinding(card.finding, snapshot)}
          isRow={!isFull}
          home={home}
          alert={alert}
          mark={<AlertMark alert={alert} words={null} />}
        />
      )
    case undefined:
      return <AlertCard row={row} atMs={snapshot.atMs} isInFull={isFull} home={home} act={act} />
  }
}
