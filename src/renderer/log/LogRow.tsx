import { memo, type ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './LogList.module.css'
import { MarkGlyph } from './MarkGlyph.tsx'
import type { Row } from './rows.ts'
import { piecesOf } from './search.ts'
import { useMarkWords } from './use-mark-words.ts'

interface Props {
  readonly row: Row
  readonly id: string
  readonly place: number
  readonly count: number
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly pattern: RegExp | null
  /** Takes its height; where lines are not wrapped all have the same. */
  readonly measure: (element: HTMLElement | null) => void
}

/** One line, or one row for several that are hidden. Its text is foreign: it is nothing but text. */
export const LogRow = memo(function LogRow(props: Props): ReactNode {
  const { row, id, place, count, isCurrent, isSelected, pattern, measure } = props
  const { mark, hiddenCount } = row
  const markWords = useMarkWords()
  return (
    <div
      ref={measure}
      id={id}
      className={styles['row']}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place + 1}
      aria-setsize={count}
      data-index={place}
      data-current={isCurrent}
      data-mark={mark?.kind}
      data-hidden-lines={hiddenCount}
    >
      <span className={styles['gutter']}>
        {mark === null ? null : <MarkGlyph of={mark.kind} />}
      </span>
      <span className={styles['number']}>{row.lineNumber}</span>
      {mark === null ? null : <span className="spoken">{markWords(mark)}: </span>}
      {hiddenCount === undefined ? (
        <LineText text={row.text ?? ''} pattern={pattern} />
      ) : (
        <HiddenText count={hiddenCount} />
      )}
    </div>
  )
})

const LineText = ({
  text,
  pattern,
}: {
  readonly text: string
  readonly pattern: RegExp | null
}) => (
  <bdi className={styles['text']}>
    {pattern === null
      ? text
      : piecesOf(text, pattern).map((piece, index) =>
          // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no other name
          piece.isMatch ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
  </bdi>
)

function HiddenText({ count }: { readonly count: number }): ReactNode {
  const { t } = useWords()
  const { mayAct, isElsewhere = false } = useView()
  const none = isElsewhere ? t('log.notElsewhere') : mayAct ? null : t('log.notHere')
  return (
    <span className={styles['hidden']}>
      {t('log.hidden', { count })} {none ?? <span className={styles['show']}>{t('log.show')}</span>}
    </span>
  )
}
