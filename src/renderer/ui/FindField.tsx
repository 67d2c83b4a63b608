import { useRef, type ReactNode } from 'react'
import { useFind } from '../details/use-find.ts'
import styles from './FindField.module.css'

interface Props {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
}

const maxTextLength = 200

/** The search of a section: ⌘F leads to it, and Escape empties it. */
export function FindField({ label, text, onText }: Props): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  return (
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
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return
        event.preventDefault()
        event.stopPropagation()
        onText('')
      }}
    />
  )
}
