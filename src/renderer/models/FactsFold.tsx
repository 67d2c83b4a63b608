import ChevronRight from 'lucide-react/icons/chevron-right'
import { useId, useState, type ReactNode } from 'react'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useWords } from '../words/use-words.ts'
import { FactTable } from './FactTable.tsx'
import styles from './FactsFold.module.css'
import type { ToldFact } from './told-fact.ts'

interface Props {
  readonly name: string
  /** Made only where they are shown. */
  readonly facts: () => readonly ToldFact[]
  readonly isOpenFirst: boolean
  /** What stands below them. */
  readonly children?: ReactNode
}

/** All that is known of one of them, folded away where there are many. */
export function FactsFold({ name, facts, isOpenFirst, children }: Props): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(isOpenFirst)
  const id = useId()
  return (
    <div className={styles['fold']}>
      <button
        type="button"
        className={styles['button']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={12} strokeWidth={2} aria-hidden="true" />
        <AlsoSpoken text={t('inventory.facts')} spoken={t('inventory.factsOf', { name })} />
      </button>
      <div id={id}>
        {isOpen ? (
          <>
            <FactTable name={name} facts={facts()} />
            {children}
          </>
        ) : null}
      </div>
    </div>
  )
}
