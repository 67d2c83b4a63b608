import type { ReactNode } from 'react'
import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import { formatCount } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import { shownProcesses } from './app-processes.ts'
import styles from './AppProcesses.module.css'

interface Props {
  readonly id: string
  readonly app: App
  /** Of the app, for who listens. */
  readonly name: string
}

/** The processes of an app, the biggest first; they add up to what it takes. */
export function AppProcesses({ id, app, name }: Props): ReactNode {
  const { t, figure } = useWords()
  const { processes, rest } = shownProcesses(app)
  return (
    <ul id={id} className={styles['processes']} aria-label={t('apps.processesOf', { name })}>
      {processes.map(({ process: { pid, name: processName }, figure: size }) => (
        <li key={pid} className={styles['process']}>
          <bdi className={styles['name']} title={printable(processName)}>
            {printable(processName)}
          </bdi>
          <span className={styles['pid']}>{formatCount(pid)}</span>
          <span className={styles['memory']}>{figure(size)}</span>
        </li>
      ))}
      {rest === null ? null : (
        <li className={styles['process']}>
          <span className={styles['name']}>{t('apps.more', { count: rest.count })}</span>
          <span className={styles['memory']}>{figure(rest.figure)}</span>
        </li>
      )}
    </ul>
  )
}
