import { useDeferredValue, useMemo, useState, type ReactNode, type RefObject } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import { printable } from '../../shared/printable.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ModelShelf.module.css'
import { orderedShelf, type ShelfOrder, type Sorting } from './shelf-order.ts'
import { ShelfPlaces } from './ShelfPlaces.tsx'
import { ShelfRows } from './ShelfRows.tsx'
import { ShelfSearch } from './ShelfSearch.tsx'
import { isPath, wantedIn } from './wanted.ts'

interface Props {
  /** null: it has not come yet. */
  readonly outcome: Outcome<LocalModels> | null
  readonly chosen: string | null
  readonly onChoose: (wanted: string) => void
  /** Of its search, for who leads there. */
  readonly field?: RefObject<HTMLInputElement | null>
}

const maxReasonLength = 400

/** The models on the disk, and a way to name one that is not among them. */
export function ModelShelf({ outcome, chosen, onChoose, field }: Props): ReactNode {
  const { t, say } = useWords()
  const [text, setText] = useState('')
  const [sorting, setSorting] = useState<Sorting>('name')
  const filter = useDeferredValue(isPath(text) ? '' : text)
  const list = outcome?.kind === 'ok' ? outcome.value : null
  const models = list?.models ?? noModels
  const order = useMemo(() => orderedShelf(models, filter, sorting), [models, filter, sorting])
  const isFound = order.usable.length > 0 || order.broken.length > 0
  const isTyped = text.trim() !== '' && (isPath(text) || !isFound)
  const submit = (): void => {
    const [first] = order.usable
    if (isTyped) onChoose(wantedIn(text))
    else if (text.trim() !== '' && first !== undefined) onChoose(first.wanted)
  }
  return (
    <>
      <ShelfSearch
        field={field}
        text={text}
        sorting={sorting}
        wanted={isTyped ? wantedIn(text) : null}
        onText={setText}
        onSort={setSorting}
        onSubmit={submit}
      />
      {outcome?.kind === 'refused' ? (
        <div className={styles['refused']}>
          <Notice tone="note" title={t('fit.noList')}>
            {say(printable(outcome.reason, maxReasonLength))}
          </Notice>
        </div>
      ) : null}
      <Count list={list} order={order} isAsked={outcome === null} filter={filter} />
      <ShelfRows order={order} chosen={chosen} onChoose={onChoose} />
      <p className={styles['hint']}>{t('fit.dropHint')}</p>
      {list === null ? null : (
        <ShelfPlaces places={list.places} isOpen={models.length === 0 && !list.isReading} />
      )}
    </>
  )
}

const noModels: LocalModels['models'] = []

interface CountProps {
  readonly list: LocalModels | null
  readonly order: ShelfOrder
  readonly isAsked: boolean
  readonly filter: string
}

/** How many there are; said to who listens only where it is the answer to a filter. */
function Count({ list, order, isAsked, filter }: CountProps): ReactNode {
  const { t } = useWords()
  if (list === null)
    return isAsked ? (
      <p className={styles['count']} role="status">
        {t('fit.looking')}
      </p>
    ) : null
  const all = list.models.length
  const foundCount = order.usable.length + order.broken.length
  const isFiltered = filter.trim() !== ''
  const count = isFiltered
    ? t('fit.found', { found: foundCount, count: all })
    : t('fit.models', { count: all })
  const isEmpty = all === 0 && !list.isReading
  return (
    <p className={styles['count']} data-empty={isEmpty}>
      <span role={isFiltered || isEmpty ? 'status' : undefined}>
        {isEmpty ? t('fit.none') : all === 0 ? t('fit.looking') : count}
      </span>
      {list.isReading && all > 0 ? <span role="status">{t('fit.readingMore')}</span> : null}
    </p>
  )
}
