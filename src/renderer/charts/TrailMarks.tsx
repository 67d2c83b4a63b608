import { useId, type ReactNode } from 'react'
import type { TrailMark } from '../../shared/trail.ts'
import { useWords } from '../words/use-words.ts'
import { MarkSign } from './MarkSign.tsx'
import styles from './Sparkline.module.css'
import { placeOf } from './trail-line.ts'
import type { MarkAt } from './use-mark-at.ts'
import { useMarkWords } from './use-mark-words.ts'

interface Props {
  readonly marks: readonly TrailMark[]
  /** Where the line ends. */
  readonly endMs: number
  readonly chosen: MarkAt
}

/** What happened, below the line: one stop of the keyboard, in which the arrows walk. */
export function TrailMarks({ marks, endMs, chosen }: Props): ReactNode {
  const { t } = useWords()
  const wordsOf = useMarkWords()
  const id = useId()
  if (marks.length === 0) return <div className={styles['marks']} />
  const idOf = (index: number): string => `${id}-${index}`
  return (
    <div
      className={styles['marks']}
      role="listbox"
      aria-label={t('overview.trail.marks')}
      aria-orientation="horizontal"
      aria-activedescendant={chosen.index < 0 ? undefined : idOf(chosen.index)}
      tabIndex={0}
      onFocus={chosen.onFocus}
      onBlur={chosen.onLeave}
      onKeyDown={chosen.onKeyDown}
      onPointerLeave={chosen.onLeave}
    >
      {marks.map((mark, index) => (
        <span
          key={`${mark.atMs} ${mark.kind} ${mark.what}`}
          id={idOf(index)}
          className={styles['mark']}
          role="option"
          aria-selected={index === chosen.index}
          aria-label={wordsOf(mark)}
          data-kind={mark.kind}
          style={{ insetInlineStart: `${placeOf(mark.atMs, endMs) * 100}%` }}
          onPointerEnter={() => chosen.onEnter(mark)}
        >
          <MarkSign kind={mark.kind} />
        </span>
      ))}
    </div>
  )
}
