import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './FactTable.module.css'
import type { ToldFact } from './told-fact.ts'

interface Props {
  /** Of whom, for who listens. */
  readonly name: string
  readonly facts: readonly ToldFact[]
}

/** Each fact with who says so; of those that nobody tells, the names alone. */
export function FactTable({ name, facts }: Props): ReactNode {
  const { t } = useWords()
  const told = facts.filter(({ value }) => value !== null)
  const untold = facts.filter(({ value }) => value === null)
  return (
    <>
      <table className={styles['facts']}>
        <caption className="spoken">{t('inventory.factsOf', { name })}</caption>
        <thead className="spoken">
          <tr>
            <th scope="col">{t('inventory.fact')}</th>
            <th scope="col">{t('inventory.value')}</th>
            <th scope="col">{t('inventory.source')}</th>
          </tr>
        </thead>
        <tbody>
          {told.map((fact) => (
            <tr key={fact.name}>
              <th scope="row">{t(`inventory.of.${fact.name}`)}</th>
              <td>{fact.isForeign === true ? <bdi>{fact.value}</bdi> : fact.value}</td>
              <td className={styles['origin']}>
                {fact.origin === null ? null : t(`inventory.origin.${fact.origin}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {untold.length === 0 ? null : (
        <p className={styles['untold']}>
          {t('inventory.untold', {
            names: untold.map((fact) => t(`inventory.of.${fact.name}`)).join(t('inventory.joint')),
          })}
        </p>
      )}
    </>
  )
}
