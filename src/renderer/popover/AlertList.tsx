import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { shownFinding } from '../../shared/finding-text.ts'
import { shownLoad } from '../../shared/load-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import list from '../ui/CardList.module.css'
import { useHeld } from '../ui/use-held.ts'
import {
  alertCards,
  alertRows,
  isInFull,
  screenAlertCount,
  type AlertCardOf,
  type AlertRow,
} from './alert-rows.ts'
import { AlertCard } from './AlertCard.tsx'
import styles from './AlertList.module.css'
import { AlertMark } from './AlertMark.tsx'
import { FindingCard } from './FindingCard.tsx'
import { LoadCard } from './LoadCard.tsx'
import { SnoozedAlerts } from './SnoozedAlerts.tsx'

/** What is about to fail, the worst first; nothing at all where nothing is. */
export function AlertList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <Section snapshot={snapshot} />
}

function Section({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { alerts } = snapshot
  const [held, setHeld] = useHeld<readonly AlertRow[]>()
  const [isWhole, setWhole] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  const rows = alertRows(alerts, held)
  const snoozed = alerts.filter((alert) => alert.snoozed !== null)
  if (rows.length === 0 && snoozed.length === 0) return null
  const cards = alertCards(snapshot)
  const restCount = rows.length - screenAlertCount
  return (
    <section
      aria-label="Alerts"
      onPointerEnter={() => setHeld(rows)}
      onPointerLeave={() => setHeld(null)}
    >
      <div className={list['head']}>
        {/* of those that are snoozed their own line says it */}
        <h2 ref={head} tabIndex={-1} className={rows.length === 0 ? 'spoken' : undefined}>
          Alerts
        </h2>
      </div>
      {rows.length === 0 ? null : (
        <ul className={list['list']}>
          {rows.slice(0, isWhole ? rows.length : screenAlertCount).map((row, index) => (
            <Row
              key={row.alert.id}
              row={row}
              isInFull={isInFull(row, index)}
              card={row.isGone ? null : (cards.get(row.alert.id) ?? null)}
              snapshot={snapshot}
              home={head}
            />
          ))}
        </ul>
      )}
      {restCount <= 0 ? null : (
        <button
          type="button"
          className={list['more']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show the worst only' : `${formatCount(restCount)} more`}
        </button>
      )}
      {snoozed.length === 0 ? null : (
        <div className={styles['snoozed']}>
          <SnoozedAlerts alerts={snoozed} home={head} />
        </div>
      )}
    </section>
  )
}

interface RowProps {
  readonly row: AlertRow
  readonly isInFull: boolean
  readonly card: AlertCardOf | null
  readonly snapshot: Snapshot
  readonly home: RefObject<HTMLElement | null>
}

function Row({ row, isInFull: isFull, card, snapshot, home }: RowProps): ReactNode {
  switch (card?.kind) {
    case 'load':
      return (
        <LoadCard
          load={card.load}
          shown={shownLoad(card.load, snapshot.findings)}
          home={home}
          alert={row.alert}
        />
      )
    case 'finding':
      return (
        <FindingCard
          of={card.finding.class}
          shown={shownFinding(card.finding, snapshot)}
          isRow={!isFull}
          home={home}
          mark={<AlertMark alert={row.alert} words={null} />}
        />
      )
    case undefined:
      return <AlertCard row={row} atMs={snapshot.atMs} isInFull={isFull} home={home} />
  }
}
