import { useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import { useLedTo } from '../details/use-led-to.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { selectedIn, type Cursor } from './cursor.ts'
import styles from './LogList.module.css'
import type { Prompts } from './LogNotes.tsx'
import { LogOverview } from './LogOverview.tsx'
import { LogRow } from './LogRow.tsx'
import { placeOf, type Row } from './rows.ts'
import { useListHands } from './use-list-hands.ts'
import { useScroll, type Goal } from './use-scroll.ts'

interface Props {
  readonly name: string
  readonly rows: readonly Row[]
  readonly pattern: RegExp | null
  readonly wraps: boolean
  readonly prompts: Prompts
  /** What a link has led to; null: to none of these lines. */
  readonly ledTo: object | null
  readonly cursor: Cursor | null
  readonly goal: Goal | null
  readonly follows: boolean
  /** How many lines have come since its reader left the end. */
  readonly newCount: number
  readonly onFollow: (follows: boolean) => void
  readonly onCursor: (cursor: Cursor) => void
  readonly onGoal: (lineNumber: number) => void
  /** A row of hidden lines was chosen. */
  readonly onAsk: () => void
}

/** The lines of a log: as many as there are, of which those in sight are drawn. */
export function LogList(props: Props): ReactNode {
  const { name, rows, pattern, wraps, cursor, follows } = props
  const [list, setList] = useState<HTMLElement | null>(null)
  const id = useId()
  useHome(list, props.prompts)
  useLedTo({ meant: props.ledTo, part: () => list, block: 'nearest' })
  const isEmpty = cursor === null || rows.length === 0
  const currentPlace = isEmpty ? null : placeOf(rows, cursor.lineNumber)
  const [from, to] = selectedIn(rows, cursor) ?? [-1, -1]
  const { items, whole, measure, onScroll, ...scroll } = useScroll({ ...props, list, currentPlace })
  const hands = useListHands({ ...props, ...scroll, currentPlace })
  const widths = useMemo(() => widthsOf(rows, wraps), [rows, wraps])
  const idOf = (place: number): string => `${id}-${rows[place]?.lineNumber ?? ''}`
  return (
    <div className={styles['frame']}>
      <div
        ref={setList}
        className={styles['list']}
        role="listbox"
        aria-label={name}
        aria-multiselectable="true"
        aria-activedescendant={currentPlace === null ? undefined : idOf(currentPlace)}
        tabIndex={0}
        onScroll={onScroll}
        {...hands}
      >
        <div
          ref={whole}
          className={styles['whole']}
          role="presentation"
          data-wraps={wraps}
          style={widths}
        >
          {items.map(({ index, key }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <LogRow
                key={key}
                row={row}
                id={idOf(index)}
                place={index}
                count={rows.length}
                isCurrent={index === currentPlace}
                isSelected={index >= from && index <= to}
                pattern={pattern}
                measure={measure}
              />
            )
          })}
        </div>
      </div>
      <LogOverview rows={rows} currentPlace={currentPlace} onGoal={props.onGoal} />
      {follows ? null : <ToEnd newCount={props.newCount} onFollow={props.onFollow} />}
    </div>
  )
}

/** Where a question was answered, or its answer taken back, the keyboard comes back to the list. */
function useHome(list: HTMLElement | null, prompts: Prompts): void {
  useEffect(() => {
    if (prompts === 'hidden') return undefined
    return () => list?.focus({ preventScroll: true })
  }, [list, prompts])
}

function ToEnd({ newCount, onFollow }: Pick<Props, 'newCount' | 'onFollow'>): ReactNode {
  const { t } = useWords()
  return (
    <SmallButton
      className={styles['toEnd']}
      text={newCount === 0 ? t('log.toEnd') : t('log.toEndNew', { count: newCount })}
      onClick={() => onFollow(true)}
    />
  )
}

interface Widths {
  readonly width: string
  readonly '--number-width': string
}

/** Signs and gaps beside the text, in letters. */
const besideLength = 6

function widthsOf(rows: readonly Row[], wraps: boolean): Widths {
  const digits = String(rows.at(-1)?.lineNumber ?? 0).length
  const width = wraps ? '100%' : `${widestOf(rows) + digits + besideLength}ch`
  return { width, '--number-width': `${digits}ch` }
}

/** In letters: those of other writing may be twice as wide. */
const widestOf = (rows: readonly Row[]): number =>
  rows.reduce((most, { text }) => Math.max(most, text?.length ?? 0), 0)
