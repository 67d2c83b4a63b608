import type { ReactNode } from 'react'
import type { CostPart } from '../../shared/snapshot.ts'
import { formatBytes, formatCount, formatRatio } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AboutSection.module.css'

/** What Headroom itself takes, process by process where it has several. */
export function OwnCost(): ReactNode {
  const { t, say } = useWords()
  const taken = useTaken()
  const cost = useSnapshot((snapshot) => snapshot.cost)
  if (cost === null) return null
  return (
    <section className={styles['part']} aria-label={t('own.takes')}>
      <h2>{t('own.takes')}</h2>
      {cost.kind !== 'ok' ? (
        <p className={styles['quiet']}>{say(cost.reason)}</p>
      ) : (
        <>
          <p>{taken(cost.residentBytes, cost.cpuRatio)}</p>
          {cost.parts.length === 0 ? null : <Parts parts={cost.parts} />}
          <p className={styles['quiet']}>
            {t(cost.parts.length === 0 ? 'own.takesOne' : 'own.takesHow')}
          </p>
        </>
      )}
    </section>
  )
}

function Parts({ parts }: { readonly parts: readonly CostPart[] }): ReactNode {
  const { t, figure } = useWords()
  return (
    <table className={styles['parts']} aria-label={t('own.takes')}>
      <tbody>
        {parts.map(({ kind, processCount, residentBytes, cpuRatio }) => (
          <tr key={kind}>
            <th scope="row">
              {processCount === 1
                ? t(`own.part.${kind}`)
                : t('own.partCount', {
                    name: t(`own.part.${kind}`),
                    number: formatCount(processCount),
                  })}
            </th>
            <td>
              {residentBytes === null ? t('own.partUntold') : figure(formatBytes(residentBytes))}
            </td>
            <td>{cpuRatio === null ? null : figure(formatRatio(cpuRatio))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useTaken(): (residentBytes: number, cpuRatio: number | null) => string {
  const { t, figure } = useWords()
  return (residentBytes, cpuRatio) => {
    const memory = figure(formatBytes(residentBytes))
    return cpuRatio === null
      ? t('own.takesMemory', { memory })
      : t('own.takesNow', { memory, share: figure(formatRatio(cpuRatio)) })
  }
}
