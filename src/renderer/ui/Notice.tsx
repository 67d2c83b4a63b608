import X from 'lucide-react/icons/x'
import { useId, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './Notice.module.css'

interface Props {
  /** `note`: for your information; `replay`: not the present; `attention`: something is not as it should be. */
  readonly tone: 'note' | 'replay' | 'attention'
  readonly title: string
  readonly children?: ReactNode
  /** Makes it one that is closed when it has been read. */
  readonly onDismiss?: () => void
}

/** A sentence in a box of its own. Its title is read out when it appears; what ticks below it is not. */
export function Notice({ tone, title, children, onDismiss }: Props): ReactNode {
  const { t } = useWords()
  const titleId = useId()
  return (
    <div
      className={styles['notice']}
      data-tone={tone}
      data-dismissible={onDismiss !== undefined}
      role="group"
      aria-labelledby={titleId}
    >
      <strong id={titleId} role="status">
        {title}
      </strong>
      {children === undefined ? null : <div className={styles['text']}>{children}</div>}
      {onDismiss === undefined ? null : (
        <button
          type="button"
          className={styles['dismiss']}
          aria-label={t('ui.dismissThis', { title })}
          title={t('ui.dismiss')}
          onClick={onDismiss}
        >
          <X size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
