import { useRef, useState, type ReactNode, type RefObject } from 'react'
import type { App } from '../../shared/app.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { memoryKindOf, nameOfMemoryKind } from '../../shared/showing.ts'
import { formatSpan } from '../../shared/units.ts'
import { numberOf } from '../../shared/app-name.ts'
import { inOrder, type AppOrder } from '../relief/app-order.ts'
import { useActs } from '../relief/use-acts.ts'
import { useBegin } from '../relief/use-begin.ts'
import { useSnapshot, useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AppList.module.css'
import { AppRows, isAttended, quitTarget } from './AppRows.tsx'
import { NotKnown } from './NotKnown.tsx'
import { goByArrows } from './row-keys.ts'

/** Who has the memory, the biggest first, and how to have it back. */
export function AppList(): ReactNode {
  const { t } = useWords()
  const apps = useSnapshot((snapshot) => snapshot.apps)
  const source = useSnapshot((snapshot) => snapshot.sources.find(({ id }) => id === 'processes'))
  const [order, setOrder] = useState<AppOrder>('memory')
  const list = useRef<HTMLUListElement>(null)
  const { mayAct } = useView()
  const acts = useActs(
    (id) => apps?.some((app) => app.id === id) === true,
    () => isAttended(list),
  )
  useBegin((begins) => {
    if (begins.kind !== 'quit' || apps === null || !mayAct) return null
    const app = inOrder(apps, order).find(({ id }) => id === begins.appId)
    if (app?.quit.kind !== 'ask') return null
    const place = inOrder(apps, order).indexOf(app)
    return () => acts.start(quitTarget(app, { number: numberOf(app, apps), place, t }))
  })
  const head = useRef<HTMLHeadingElement>(null)
  if (apps === null || source === null || source === undefined) return null
  const { isStale } = source
  if (apps.length === 0 && source.kind !== 'failed' && !isStale) return null
  return (
    <section
      aria-label={t('apps.region')}
      className={styles['apps']}
      data-stale={isStale}
      data-gpu={apps.some(({ gpuRatio }) => gpuRatio !== null)}
      data-acts={mayAct}
      onKeyDown={goByArrows}
    >
      <Head
        apps={apps}
        ageMs={isStale && apps.length > 0 ? source.ageMs : null}
        order={order}
        onOrder={setOrder}
        head={head}
      />
      {apps.length > 0 ? (
        <AppRows {...{ apps, order, acts, list }} home={head} />
      ) : (
        <NotKnown source={source} />
      )}
    </section>
  )
}

interface HeadProps {
  readonly apps: readonly App[]
  /** null where the list is the present. */
  readonly ageMs: number | null
  readonly order: AppOrder
  readonly onOrder: (order: AppOrder) => void
  readonly head: RefObject<HTMLHeadingElement | null>
}

function Head({ apps, ageMs, order, onOrder, head }: HeadProps): ReactNode {
  const { t, say, figure } = useWords()
  const kind = memoryKindOf(apps)
  const hasGpu = apps.some(({ gpuRatio }) => gpuRatio !== null)
  return (
    <div className={styles['head']}>
      <h2 ref={head} tabIndex={-1}>
        {t('apps.title')}
      </h2>
      {hasGpu ? <Orders order={order} onOrder={onOrder} /> : null}
      {ageMs === null ? null : <span>{t('models.asOf', { span: figure(formatSpan(ageMs)) })}</span>}
      {kind === null ? null : (
        <span className={styles['kind']} title={say(meaningOfMemoryKind[kind])}>
          {t('apps.memory', { kind: say(nameOfMemoryKind[kind]) })}
        </span>
      )}
    </div>
  )
}

const orders: readonly AppOrder[] = ['memory', 'gpu']

function Orders({ order, onOrder }: Pick<HeadProps, 'order' | 'onOrder'>): ReactNode {
  const { t } = useWords()
  return (
    <div className={styles['orders']} role="group" aria-label={t('apps.order')} data-row>
      {orders.map((one) => (
        <button
          key={one}
          type="button"
          className={styles['order']}
          aria-pressed={one === order}
          onClick={() => onOrder(one)}
        >
          {t(`apps.by.${one}`)}
        </button>
      ))}
    </div>
  )
}
