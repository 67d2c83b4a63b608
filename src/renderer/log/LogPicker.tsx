import type { ReactNode } from 'react'
import { baseName } from '../../shared/base-name.ts'
import type { ShownLog } from '../../shared/log-view.ts'
import { printable } from '../../shared/printable.ts'
import { formatSpan } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { LongName } from '../ui/LongName.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './LogSection.module.css'

interface Props {
  readonly logs: readonly ShownLog[]
  readonly path: string
  readonly onPath: (path: string) => void
}

const maxPathLength = 1_024

/** Which log is read, by its program and its name; below, where it lies and when it was written to. */
export function LogPicker({ logs, path, onPath }: Props): ReactNode {
  const { t } = useWords()
  const chosen = logs.find((log) => log.path === path)
  const nameOf = ({ path: at, program, trouble }: ShownLog): string =>
    [
      ...(program === null ? [] : [program]),
      printable(baseName(at)),
      ...(trouble === null ? [] : [t('log.unreadable')]),
    ].join(' · ')
  return (
    <div className={styles['picker']}>
      <select
        className={styles['select']}
        aria-label={t('log.which')}
        value={path}
        onChange={({ target }) => onPath(target.value)}
      >
        {chosen === undefined ? <option value={path}>{printable(baseName(path))}</option> : null}
        {logs.map((log) => (
          <option key={log.path} value={log.path}>
            {nameOf(log)}
          </option>
        ))}
      </select>
      <div className={styles['place']}>
        <LongName name={printable(path, maxPathLength)} />
        {chosen === undefined ? null : <Written of={chosen} />}
      </div>
    </div>
  )
}

function Written({ of }: { readonly of: ShownLog }): ReactNode {
  const { t, figure } = useWords()
  const nowMs = useSnapshot(({ atMs }) => atMs)
  const { changedAtMs, isOwn } = of
  const isKnown = changedAtMs !== null && nowMs !== null
  const span = isKnown ? figure(formatSpan(Math.max(0, nowMs - changedAtMs))) : null
  const words = [
    ...(span === null ? [] : [t('log.written', { span })]),
    ...(isOwn ? [t('log.namedByYou')] : []),
  ]
  return words.length === 0 ? null : <span>{words.join(' · ')}</span>
}
