import type { ReactNode, RefObject } from 'react'
import { titleOfClass } from '../../shared/finding-text.ts'
import type { Finding } from '../../shared/finding.ts'
import { printable } from '../../shared/printable.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { useWords } from '../words/use-words.ts'
import { classesIn, programsIn, type FindingFilter } from './finding-filter.ts'
import styles from './FindingSearch.module.css'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  readonly findings: readonly Finding[]
  readonly filter: FindingFilter
  readonly onFilter: (filter: FindingFilter) => void
}

/** By its kind, by its program, and by words. */
export function FindingSearch({ field, findings, filter, onFilter }: Props): ReactNode {
  const { t, say } = useWords()
  const classes = classesIn(findings)
  const programs = programsIn(findings)
  return (
    <div className={styles['search']}>
      <select
        className={styles['select']}
        aria-label={t('diagnosis.kind')}
        value={filter.class ?? ''}
        onChange={({ target }) =>
          onFilter({ ...filter, class: classes.find((one) => one === target.value) ?? null })
        }
      >
        <option value="">{t('diagnosis.allKinds')}</option>
        {classes.map((one) => (
          <option key={one} value={one}>
            {say(titleOfClass[one])}
          </option>
        ))}
      </select>
      <select
        className={styles['select']}
        aria-label={t('diagnosis.program')}
        value={filter.program ?? ''}
        onChange={({ target }) =>
          onFilter({ ...filter, program: target.value === '' ? null : target.value })
        }
      >
        <option value="">{t('diagnosis.allPrograms')}</option>
        {programs.map((one) => (
          <option key={one} value={one}>
            {say(printable(one))}
          </option>
        ))}
      </select>
      <SearchField
        field={field}
        label={t('diagnosis.search')}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
    </div>
  )
}
