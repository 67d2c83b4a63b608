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
  const { instant } = useTimeWords()
  const offsetMs = -new Date(window.untilMs).getTimezoneOffset() * 60_000
  const bytes = (value: number | null): string =>
    value === null ? t('history.notKnown') : figure(formatBytes(value))
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
              <td>
                <Happened events={row.events} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Happened({ events }: { readonly events: readonly HistoryEvent[] }): ReactNode {
  const { t } = useWords()
  const { time } = useTimeWords()
  const wordsOf = useEventWords()
  const shown = events.slice(0, mostEvents)
  const count = events.length - shown.length
  if (events.length === 0) return null
  return (
    <ul className={styles['events']}>
      {shown.map((event) => (
        <li key={`${event.atMs} ${event.kind} ${event.what}`} dir="auto">
          {wordsOf(event, time(event.atMs))}
        </li>
      ))}
      {count === 0 ? null : <li>{t('history.furtherOnes', { count })}</li>}
    </ul>
  )
}
