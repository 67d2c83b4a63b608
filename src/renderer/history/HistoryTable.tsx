import type { ReactNode } from 'react'
import type { History, HistoryEvent } from '../../shared/history.ts'
import { formatBytes, formatRoom } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './HistoryTable.module.css'
import type { TimeWindow } from './span.ts'
import { tableRows } from './table-rows.ts'
import { useEventWords } from './use-event-words.ts'
import { useTimeWords } from './use-time-words.ts'

interface Props {
  readonly history: History
  readonly window: TimeWindow
}

/** More of one hour is no overview. */
const mostEvents = 12

/** The same, to be read. */
export function HistoryTable({ history, window }: Props): ReactNode {
  const { t, figure } = useWords()
  const { instant, time } = useTimeWords()
  const wordsOf = useEventWords()
  const offsetMs = -new Date(window.untilMs).getTimezoneOffset() * 60_000
  const bytes = (value: number | null): string =>
    value === null ? t('history.notKnown') : figure(formatBytes(value))
  const said = (events: readonly HistoryEvent[]): string => {
    const shown = events.slice(0, mostEvents).map((event) => wordsOf(event, time(event.atMs)))
    const line = shown.join(t('overview.joint.clause'))
    const count = events.length - shown.length
    return count === 0 ? line : t('history.more', { events: line, count })
  }
  return (
    <div className={styles['scroll']} role="region" aria-label={t('history.table')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('history.time')}</th>
            <th scope="col">{t('history.leastRoom')}</th>
            <th scope="col">{t('history.mostInUse')}</th>
            <th scope="col">{t('history.mostUsed')}</th>
            <th scope="col">{t('history.mostSwap')}</th>
            <th scope="col">{t('history.events')}</th>
          </tr>
        </thead>
        <tbody>
          {tableRows(history, window, offsetMs).map((row) => (
            <tr key={row.sinceMs}>
              <th scope="row">{instant(row.sinceMs, row.untilMs - row.sinceMs)}</th>
              <td>
                {row.leastRoomBytes === null
                  ? t('history.notKnown')
                  : figure(formatRoom(row.leastRoomBytes))}
              </td>
              <td>{bytes(row.mostInUseBytes)}</td>
              <td>{bytes(row.mostUsedBytes)}</td>
              <td>{bytes(row.mostSwapBytes)}</td>
              <td dir="auto">{said(row.events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
