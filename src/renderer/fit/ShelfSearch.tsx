import type { ReactNode, RefObject } from 'react'
import { printable } from '../../shared/printable.ts'
import { Framed, slotMark } from '../words/Framed.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ShelfSearch.module.css'
import { sortings, type Sorting } from './shelf-order.ts'

interface Props {
  readonly field: RefObject<HTMLInputElement | null> | undefined
  readonly text: string
  readonly sorting: Sorting
  /** What may be asked for by name, as it is typed; null where the text filters the list. */
  readonly wanted: string | null
  readonly onText: (text: string) => void
  readonly onSort: (sorting: Sorting) => void
  readonly onSubmit: () => void
}

const maxTextLength = 4_096
const maxShownLength = 60

/** One field: words filter the list, a path or a name that is not in it is asked for. Files may be dropped, too. */
export function ShelfSearch(props: Props): ReactNode {
  const { field, text, sorting, wanted, onText, onSort, onSubmit } = props
  const { t } = useWords()
  return (
    <form
      className={styles['search']}
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <input
        ref={field}
        className={styles['field']}
        type="search"
        aria-label={t('fit.search')}
        placeholder={t('fit.searchHint')}
        value={text}
        maxLength={maxTextLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onText(target.value)}
      />
      <label className={styles['sort']}>
        {t('fit.by')}{' '}
        <select
          className={styles['select']}
          aria-label={t('fit.sortBy')}
          value={sorting}
          onChange={({ target }) => {
            const found = sortings.find((one) => one === target.value)
            if (found !== undefined) onSort(found)
          }}
        >
          {sortings.map((one) => (
            <option key={one} value={one}>
              {t(`fit.sort.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {wanted === null ? null : (
        <button type="submit" className={styles['ask']}>
          <Framed text={t('fit.ask', { name: slotMark })}>
            <b dir="auto">{printable(wanted, maxShownLength)}</b>
          </Framed>
        </button>
      )}
    </form>
  )
}
