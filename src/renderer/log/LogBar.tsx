import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFind } from '../details/use-find.ts'
import { useWords } from '../words/use-words.ts'
import styles from './LogSection.module.css'
import { filters, type Filter } from './rows.ts'

/** How a reader wants to see a log. */
export interface Looking {
  readonly text: string
  readonly onlyMatches: boolean
  readonly filter: Filter
  readonly wraps: boolean
}

export const plainLooking: Looking = { text: '', onlyMatches: false, filter: 'all', wraps: false }

interface Props {
  readonly looking: Looking
  readonly onLooking: (change: Partial<Looking>) => void
  /** `at`: which of them one is at, from 1; 0: none. null: nothing is searched. */
  readonly found: { readonly at: number; readonly count: number } | null
  readonly onStep: (step: 1 | -1) => void
}

const maxTextLength = 400

/** The search, and what is listed. */
export function LogBar({ looking, onLooking, found, onStep }: Props): ReactNode {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onStep(event.shiftKey ? -1 : 1)
  }
  return (
    <div className={styles['bar']} role="search">
      <input
        ref={field}
        className={styles['field']}
        type="search"
        aria-label={t('log.search')}
        placeholder={t('log.searchHint')}
        value={looking.text}
        maxLength={maxTextLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onLooking({ text: target.value })}
        onKeyDown={onKeyDown}
      />
      <div className={styles['steps']}>
        <span role="status" className={styles['found']}>
          {found === null
            ? ''
            : found.count === 0
              ? t('log.foundNone')
              : t('log.found', { at: found.at, count: found.count })}
        </span>
        <StepButton step={-1} isOn={found !== null && found.count > 0} onStep={onStep} />
        <StepButton step={1} isOn={found !== null && found.count > 0} onStep={onStep} />
      </div>
      <FilterChoice filter={looking.filter} onFilter={(filter) => onLooking({ filter })} />
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={looking.onlyMatches}
          onChange={({ target }) => onLooking({ onlyMatches: target.checked })}
        />
        {t('log.onlyMatches')}
      </label>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={looking.wraps}
          onChange={({ target }) => onLooking({ wraps: target.checked })}
        />
        {t('log.wrap')}
      </label>
    </div>
  )
}

interface StepProps {
  readonly step: 1 | -1
  readonly isOn: boolean
  readonly onStep: (step: 1 | -1) => void
}

function StepButton({ step, isOn, onStep }: StepProps): ReactNode {
  const { t } = useWords()
  const words = step === 1 ? t('log.next') : t('log.previous')
  const Sign = step === 1 ? ChevronDown : ChevronUp
  return (
    <button
      type="button"
      className={styles['step']}
      aria-label={words}
      title={words}
      aria-disabled={!isOn}
      onClick={() => (isOn ? onStep(step) : undefined)}
    >
      <Sign size={14} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}

interface FilterProps {
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

function FilterChoice({ filter, onFilter }: FilterProps): ReactNode {
  const { t } = useWords()
  return (
    <select
      className={styles['select']}
      aria-label={t('log.filter')}
      value={filter}
      onChange={({ target }) => {
        const found = filters.find((one) => one === target.value)
        if (found !== undefined) onFilter(found)
      }}
    >
      {filters.map((one) => (
        <option key={one} value={one}>
          {t(`log.filters.${one}`)}
        </option>
      ))}
    </select>
  )
}
