import ChevronLeft from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'
import styles from './BackButton.module.css'

interface Props {
  readonly text: string
  /** Where it leads, for whoever hides one of two. */
  readonly to?: string
  readonly onClick: () => void
}

/** The way from a screen to the one that it stands in place of. */
export const BackButton = ({ text, to, onClick }: Props): ReactNode => (
  <button type="button" className={styles['back']} data-to={to} onClick={onClick}>
    <ChevronLeft size={14} strokeWidth={1.75} aria-hidden="true" />
    {text}
  </button>
)
