import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
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
  useFindKeys(field)
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

/** Only while the section is in sight: React ends the effects of a hidden one. */
function useFindKeys(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isFind = event.key.toLowerCase() === 'f' && (event.metaKey || event.ctrlKey)
      if (!isFind || event.shiftKey || event.altKey || event.defaultPrevented) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [field])
}
