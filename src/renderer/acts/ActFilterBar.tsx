import type { ReactNode } from 'react'
import type { KeptAct } from '../../shared/act.ts'
import { FindField } from '../ui/FindField.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ActFilterBar.module.css'
import { actKinds, outcomeOf, shownOutcomes, type ActFilter } from './acts-shown.ts'

interface Props {
  readonly filter: ActFilter
  readonly acts: readonly KeptAct[]
  readonly onFilter: (filter: ActFilter) => void
}

const any = 'any'

/** By words, by what was done, and by what came of it: only what there is can be chosen. */
export function ActFilterBar({ filter, acts, onFilter }: Props): ReactNode {
  const { t } = useWords()
  const kinds = actKinds.filter((kind) => acts.some(({ act }) => act === kind))
  const outcomes = shownOutcomes.filter((one) => acts.some((act) => outcomeOf(act) === one))
  return (
    <div className={styles['bar']}>
      <FindField
        label={t('acts.find')}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
      <select
        className={styles['select']}
        aria-label={t('acts.byKind')}
        value={filter.kind ?? any}
        onChange={({ target }) =>
          onFilter({ ...filter, kind: actKinds.find((one) => one === target.value) ?? null })
        }
      >
        <option value={any}>{t('acts.anyKind')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`acts.kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        className={styles['select']}
        aria-label={t('acts.byOutcome')}
        value={filter.outcome ?? any}
        onChange={({ target }) =>
          onFilter({
            ...filter,
            outcome: shownOutcomes.find((one) => one === target.value) ?? null,
          })
        }
      >
        <option value={any}>{t('acts.anyOutcome')}</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`acts.outcome.${outcome}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
