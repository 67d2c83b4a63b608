import { useId, type ReactNode } from 'react'
import styles from './Notice.module.css'

interface Props {
  /** `note`: for your information; `replay`: not the present; `attention`: something is not as it should be. */
  readonly tone: 'note' | 'replay' | 'attention'
  readonly title: string
  readonly children?: ReactNode
}

/** A sentence in a box of its own. Its title is read out when it appears; what ticks below it is not. */
export function Notice({ tone, title, children }: Props): ReactNode {
  const titleId = useId()
  return (
    <div className={styles['notice']} data-tone={tone} role="group" aria-labelledby={titleId}>
      <strong id={titleId} role="status">
        {title}
      </strong>
      {children === undefined ? null : <div className={styles['text']}>{children}</div>}
    </div>
  )
}
