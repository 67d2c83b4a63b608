import type { ReactNode } from 'react'
import { shownEngineLines } from '../../shared/engine-lines.ts'
import { shownLimit } from '../../shared/facts.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatRatio } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './MachineFacts.module.css'

interface Props {
  readonly snapshot: Pick<Snapshot, 'machine' | 'limit' | 'cost' | 'atMs'>
}

/** What machine it is, what its GPU may use and who says so, and what Headroom itself takes. */
export function MachineFacts({ snapshot: { machine, limit, cost, atMs } }: Props): ReactNode {
  const { t, say, figure } = useWords()
  const limitFact = limit.kind === 'ok' ? shownLimit(limit, atMs) : null
  return (
    <dl className={styles['facts']}>
      <dt>{t('doctor.machine')}</dt>
      <dd>
        {machine.kind === 'ok' ? (
          <bdi dir="auto">
            {[machine.model, machine.processor, machine.operatingSystem]
              .flatMap((one) => (one === null ? [] : [printable(one)]))
              .join(' · ')}
          </bdi>
        ) : (
          say(machine.reason)
        )}
      </dd>
      <dt>{t('doctor.limit')}</dt>
      <dd>
        {limit.kind !== 'ok' ? (
          say(limit.reason)
        ) : (
          <>
            {t('doctor.limitOf', {
              bytes: figure(limitFact?.value ?? ''),
              source: say(limitFact?.note ?? ''),
            })}
            {shownEngineLines(limit).map(({ text }) => (
              <p key={text} className={styles['line']}>
                {say(text)}
              </p>
            ))}
          </>
        )}
      </dd>
      <dt>{t('doctor.cost')}</dt>
      <dd>
        {cost.kind !== 'ok'
          ? say(cost.reason)
          : cost.cpuRatio === null
            ? figure(formatBytes(cost.residentBytes))
            : t('doctor.costOf', {
                share: figure(formatRatio(cost.cpuRatio)),
                bytes: figure(formatBytes(cost.residentBytes)),
              })}
      </dd>
    </dl>
  )
}
