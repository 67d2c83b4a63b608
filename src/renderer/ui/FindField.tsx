import { useRef, type ReactNode } from 'react'
import { useFind } from '../details/use-find.ts'
import styles from './FindField.module.css'
import { SearchField } from './SearchField.tsx'

interface Props {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
}

/** The search of a section: ⌘F leads to it. */
export function FindField(props: Props): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  return (
    <div className={styles['find']}>
      <SearchField field={field} {...props} />
    </div>
  )
}
