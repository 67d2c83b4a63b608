import Search from 'lucide-react/icons/search'
import type { ReactNode, RefObject } from 'react'
import styles from './SearchField.module.css'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
}

const maxTextLength = 400

/** A field that filters what stands below it. */
export const SearchField = ({ field, label, text, onText }: Props): ReactNode => (
  <div className={styles['search']} role="search">
    <Search size={14} strokeWidth={1.75} aria-hidden="true" />
    <input
      ref={field}
      className={styles['field']}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={maxTextLength}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => onText(target.value)}
    />
  </div>
)
