import X from 'lucide-react/icons/x'
import { useRef, type ReactNode, type RefObject } from 'react'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import type { ActStep, TargetId } from './act-step.ts'
import { workingWords } from './act-words.ts'
import { ActPlace } from './ActPlace.tsx'
import styles from './GoneRow.module.css'
import type { UseActs } from './use-acts.ts'

interface Props {
  readonly id: TargetId
  readonly name: string
  readonly step: ActStep | null
  readonly acts: UseActs
  readonly home: RefObject<HTMLElement | null>
  /** It was read, and may leave its place. */
  readonly onDismiss: () => void
}

/** Where something was: what its going has brought, or that it goes. */
export function GoneRow({ id, name, step, acts, home, onDismiss }: Props): ReactNode {
  const words = useWords()
  const row = useRef<HTMLLIElement>(null)
  useFocusHome(row, home)
  return (
    <li ref={row} className={styles['gone']} data-asks data-row>
      <p className={styles['line']}>
        <span className={styles['name']} dir="auto" title={name}>
          {name}
        </span>
        {step?.kind === 'working' || step === null ? (
          <span className={styles['words']}>
            {step === null ? words.t('relief.hasEnded') : workingWords(words, step.verb)}
          </span>
        ) : null}
        {step === null || step.kind === 'done' ? (
          <button
            type="button"
            className={styles['dismiss']}
            aria-label={words.t('relief.about', { act: words.t('relief.dismiss'), name })}
            title={words.t('relief.dismiss')}
            onClick={onDismiss}
          >
            <X size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        ) : null}
      </p>
      <div className={styles['below']}>
        <ActPlace id={id} name={name} acts={acts} homes={[home]} />
      </div>
    </li>
  )
}
