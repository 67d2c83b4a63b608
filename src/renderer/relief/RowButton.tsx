import type { ReactNode, RefObject } from 'react'
import type { ActStep } from './act-step.ts'
import styles from './RowButton.module.css'

interface Props {
  readonly button: RefObject<HTMLButtonElement | null>
  /** `Quit Loom` */
  readonly label: string
  readonly step: ActStep | null
  readonly onPress: () => void
  readonly children: ReactNode
}

/** Lets go of what its row is about. Where it is disabled it keeps the keyboard: a button that really is loses it. */
export function RowButton({ button, label, step, onPress, children }: Props): ReactNode {
  const isWorking = step?.kind === 'working'
  const isDisabled = isWorking || step?.kind === 'asks'
  return (
    <button
      ref={button}
      type="button"
      className={styles['button']}
      aria-label={label}
      title={label}
      aria-disabled={isDisabled}
      aria-busy={isWorking}
      onClick={isDisabled ? undefined : onPress}
    >
      {children}
    </button>
  )
}
