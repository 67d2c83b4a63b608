import type { ReactNode } from 'react'
import styles from './Notice.module.css'

interface Props {
  /** `note`: for your information; `attention`: something is not as it should be. */
  readonly tone: 'note' | 'attention'
  readonly title: string
  readonly children?: ReactNode
}

/** A sentence in a box of its own, read out when it appears. */
export function Notice({ tone, title, children }: Props): ReactNode {
  return (
    <div className={styles['notice']} data-tone={tone} role="status">
      <strong>{title}</strong>
      {children === undefined ? null : <div className={styles['text']}>{children}</div>}
    </div>
  )
}
