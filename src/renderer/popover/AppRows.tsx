import { useEffect, useState, type FocusEvent, type ReactNode, type RefObject } from 'react'
import type { App } from '../../shared/app.ts'
import { appId, type Pid } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes } from '../../shared/units.ts'
import type { ActTarget } from '../relief/act-step.ts'
import { numberOf, spokenAppName } from '../../shared/app-name.ts'
import { inOrder, type AppOrder } from '../relief/app-order.ts'
import { GoneRow } from '../relief/GoneRow.tsx'
import { rowsInPlace, type KeptRow, type PlacedRow } from '../relief/rows-in-place.ts'
import type { UseActs } from '../relief/use-acts.ts'
import { useView } from '../store/live.ts'
import { useHeld } from '../ui/use-held.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AppList.module.css'
import { AppRow } from './AppRow.tsx'

/** The biggest stand by name; the rest is a count and a sum. */
const screenAppCount = 5

interface Props {
  readonly apps: readonly App[]
  readonly order: AppOrder
  readonly acts: UseActs
  readonly home: RefObject<HTMLElement | null>
  readonly list: RefObject<HTMLUListElement | null>
}

/** The rows stay where they are while somebody is about to press in them: what is quit is what was meant. */
export function AppRows({ apps, order, acts, home, list }: Props): ReactNode {
  const { t, figure } = useWords()
  const [isWhole, setWhole] = useState(false)
  const { held, hold, release } = useHeldRows(order, list)
  const pressed = [...acts.acts.values()].map(({ target }) => target)
  const isPressed = new Set<string>(pressed.map(({ id }) => id))
  const still = (held ?? []).filter(({ id }) => !isPressed.has(id))
  const rows = rowsInPlace(inOrder(apps, order), [...pressed, ...still])
  const shown = rows.filter(({ id }, at) => isWhole || at < screenAppCount || isPressed.has(id))
  const isShown = new Set(rows.slice(0, screenAppCount).map(({ id }) => id))
  const rest = apps.filter(({ id }) => !isShown.has(id))
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return (
    <>
      <ul ref={list} {...hold(() => shown.map(keptIn(apps)))}>
        {shown.map((row) => (
          <Row
            key={row.id}
            {...{ row, rows, apps, acts, home }}
            onDismiss={() => release(row.id)}
          />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <div data-row>
          <button
            type="button"
            className={styles['more']}
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            <span>
              {isWhole ? t('apps.biggestOnly') : t('apps.showAll', { count: apps.length })}
            </span>
            {isWhole ? null : (
              <span>
                {t('apps.rest', { count: rest.length, size: figure(formatBytes(restBytes)) })}
              </span>
            )}
          </button>
        </div>
      )}
    </>
  )
}

interface RowProps extends Pick<Props, 'apps' | 'acts' | 'home'> {
  readonly row: PlacedRow<App>
  readonly rows: readonly PlacedRow<App>[]
  readonly onDismiss: () => void
}

function Row({ row, rows, apps, acts, home, onDismiss }: RowProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  if (row.kind === 'gone') {
    const id = appId(row.id)
    const step = acts.acts.get(id)?.step ?? null
    const dismiss = (): void => {
      acts.drop(id)
      onDismiss()
    }
    return <GoneRow {...{ id, step, acts, home }} name={row.name} onDismiss={dismiss} />
  }
  const { item: app } = row
  // as it was pressed: the other one of its name may be gone meanwhile
  const on = acts.acts.get(app.id)
  const number = on === undefined ? numberOf(app, apps) : on.target.number
  const mayQuit = mayAct && app.quit.kind === 'ask'
  return (
    <AppRow
      app={app}
      spokenName={spokenAppName(printable(app.name), number)}
      number={number}
      acts={acts}
      onQuit={
        mayQuit ? () => acts.start(quitTarget(app, { number, place: rows.indexOf(row), t })) : null
      }
      home={home}
    />
  )
}

interface At extends Pick<ReturnType<typeof useWords>, 't'> {
  readonly number: Pid | null
  readonly place: number
}

export const quitTarget = (app: App, { number, place, t }: At): ActTarget => ({
  kind: 'quit',
  id: app.id,
  name: spokenAppName(printable(app.name), number),
  number,
  place,
  yes: t('relief.quit'),
})

const keptIn =
  (apps: readonly App[]) =>
  (row: PlacedRow<App>, place: number): KeptRow => ({
    id: row.id,
    name:
      row.kind === 'gone'
        ? row.name
        : spokenAppName(printable(row.item.name), numberOf(row.item, apps)),
    place,
  })

/** The pointer or the keyboard is in it. */
export const isAttended = ({ current }: RefObject<HTMLElement | null>): boolean =>
  current?.matches(':hover, :has(:focus-visible)') === true

/** The rows of when the pointer or the keyboard came; null where neither is there. Another order is another list. */
function useHeldRows(order: AppOrder, list: RefObject<HTMLUListElement | null>) {
  const [held, setHeld] = useHeld<{ readonly order: AppOrder; readonly rows: readonly KeptRow[] }>()
  useEffect(() => {
    // at each tick: a row that goes takes the keyboard along, and says nothing
    if (held !== null && !isAttended(list)) setHeld(null)
  })
  const holding = (rows: () => readonly KeptRow[]) => {
    const hold = (): void => setHeld((before) => before ?? { order, rows: rows() })
    return {
      onPointerEnter: hold,
      onFocus: ({ target }: FocusEvent) => {
        if (target.matches(':focus-visible')) hold()
      },
    }
  }
  const release = (id: string): void =>
    setHeld((before) =>
      before === null ? null : { ...before, rows: before.rows.filter((row) => row.id !== id) },
    )
  return { held: held?.order === order ? held.rows : null, hold: holding, release }
}
