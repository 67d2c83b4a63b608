import type { ReactNode } from 'react'
import type { LastState } from '../../shared/black-box.ts'
import { formatBytes, formatRoom, formatTimeOfDay } from '../../shared/units.ts'
import styles from '../findings/FindingCard.module.css'
import { useWords } from '../words/use-words.ts'
import own from './LastTable.module.css'

/** Who held memory at the last moment, and how near the limit it was. */
export function LastTable({ last }: { readonly last: LastState }): ReactNode {
  const { t, figure } = useWords()
  const size = (bytes: number | null): string | null =>
    bytes === null ? null : figure(formatBytes(bytes))
  const figures = [
    ['gpu', size(last.gpuInUseBytes)],
    ['limit', size(last.limitBytes)],
    ['wired', size(last.wiredBytes)],
    ['swap', size(last.swapUsedBytes)],
    ['total', size(last.totalBytes)],
    ['room', last.roomBytes === null ? null : figure(formatRoom(last.roomBytes))],
    ['pressure', last.pressure === null ? null : t(`ends.level.${last.pressure}`)],
  ] as const
  const title = t('ends.stood', { time: figure(formatTimeOfDay(last.atMs)) })
  return (
    <>
      <h4 className={styles['label']} aria-hidden="true">
        {title}
      </h4>
      <table className={own['table']}>
        <caption className="spoken">{title}</caption>
        <tbody>
          {last.holders.map(({ name, server, bytes }, at) => (
            // what has one name twice is told by its place
            <tr key={`${name} ${String(at)}`}>
              <th scope="row">
                <bdi>{name}</bdi>
                {server === null ? null : <span className={own['in']}> {server}</span>}
              </th>
              <td>{size(bytes) ?? t('ends.unknown')}</td>
            </tr>
          ))}
          {figures.map(([name, value]) =>
            value === null ? null : (
              <tr key={name} data-sum>
                <th scope="row">{t(`ends.figure.${name}`)}</th>
                <td>{value}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </>
  )
}
