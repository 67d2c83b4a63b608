import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { LocalModel } from '../../shared/local-models.ts'
import { useWords } from '../words/use-words.ts'
import { BrokenRow, ShelfRow } from './ShelfRow.tsx'
import styles from './ShelfRows.module.css'
import type { ShelfOrder } from './shelf-order.ts'

interface Props {
  readonly order: ShelfOrder
  readonly chosen: string | null
  readonly onChoose: (wanted: string) => void
}

/** More are drawn when they are asked for: whoever has so many filters them. */
const firstRowCount = 400

const keyOf = ({ wanted, path }: LocalModel): string => `${wanted}\n${path}`

/** One stop of the Tab key for all rows: the arrow keys go from one to the other. */
export function ShelfRows({ order, chosen, onChoose }: Props): ReactNode {
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const [stop, setStop] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const rows = isWhole ? order.usable : order.usable.slice(0, firstRowCount)
  const restCount = order.usable.length - rows.length
  const [first] = rows
  const hasStop = rows.some((model) => keyOf(model) === stop)
  const tabStop = hasStop ? stop : first === undefined ? null : keyOf(first)

  const move = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const to = targetOf(event.key, at, buttons.length - 1)
    if (at === -1 || to === null) return
    event.preventDefault()
    buttons[to]?.focus()
  }
  return (
    <>
      <ul ref={list} className={styles['rows']} aria-label={t('fit.list')} onKeyDown={move}>
        {rows.map((model) => (
          <ShelfRow
            key={keyOf(model)}
            model={model}
            isChosen={model.wanted === chosen}
            isTabStop={keyOf(model) === tabStop}
            onChoose={onChoose}
            onFocus={() => setStop(keyOf(model))}
          />
        ))}
      </ul>
      {restCount === 0 ? null : (
        <button type="button" className={styles['more']} onClick={() => setWhole(true)}>
          {t('fit.more', { count: restCount })}
        </button>
      )}
      {order.broken.length === 0 ? null : (
        <section aria-label={t('fit.brokenList')}>
          <h2 className={styles['label']}>{t('fit.broken')}</h2>
          <ul>
            {order.broken.slice(0, firstRowCount).map((model) => (
              <BrokenRow key={keyOf(model)} model={model} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function targetOf(key: string, at: number, last: number): number | null {
  if (key === 'ArrowDown') return Math.min(last, at + 1)
  if (key === 'ArrowUp') return Math.max(0, at - 1)
  if (key === 'Home') return 0
  return key === 'End' ? last : null
}
