import type { ReactNode } from 'react'
import type { Fit } from '../../shared/fit.ts'
import { formatBytes } from '../../shared/units.ts'
import { useDetails } from '../details/use-details.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './LearntMark.module.css'

/** That real loads of this model have corrected its need, by how much, and the way to where that is forgotten. */
export function LearntMark({ fit: { learnt } }: { readonly fit: Pick<Fit, 'learnt'> }): ReactNode {
  const { t, figure } = useWords()
  const details = useDetails()
  if (learnt === null) return null
  const { loads: count, byBytes } = learnt
  const by = `${byBytes < 0 ? '−' : '+'}${figure(formatBytes(Math.abs(byBytes)))}`
  const text = byBytes === 0 ? t('fit.learntSame', { count }) : t('fit.learnt', { count, by })
  return (
    <button
      type="button"
      className={styles['mark']}
      title={t('fit.learntWhere')}
      onClick={() => details.open({ section: 'settings', focus: { kind: 'group', group: 'data' } })}
    >
      <AlsoSpoken text={text} spoken={`${text}. ${t('fit.learntWhere')}`} />
    </button>
  )
}
