import { useRef, type ReactNode, type RefObject } from 'react'
import type { ModelId } from '../../shared/ids.ts'
import { shownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount, formatSpan } from '../../shared/units.ts'
import { useSnapshot, useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import styles from './ModelList.module.css'
import { ModelRow } from './ModelRow.tsx'
import { NotKnown } from './NotKnown.tsx'
import { ServerRows } from './ServerRows.tsx'
import { rowsOf, type Unloads } from './unload-step.ts'
import { useUnload } from './use-unload.ts'

/** More are a count: a list of this length is looked at, not read. */
const shownModelCount = 24

/** What is loaded, and how to let it go; then the servers that have nothing loaded, or want a key. */
export function ModelList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <Section snapshot={snapshot} />
}

function Section({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { models, servers, sources } = snapshot
  const head = useRef<HTMLHeadingElement>(null)
  const unloading = useUnload(models)
  const source = sources.find(({ id }) => id === 'servers')
  const isStale = source?.isStale === true
  const isEmpty = models.length === 0 && servers.length === 0
  const isDrawn = !isEmpty || hasMore(unloading.unloads)
  if (!isDrawn && source?.kind !== 'failed' && !isStale) return null
  return (
    <section aria-label="Models" data-stale={isStale}>
      <div className={styles['head']}>
        <h2 ref={head} tabIndex={-1}>
          Models
        </h2>
        {isStale && source.ageMs !== null && !isEmpty ? (
          <span>as of {formatSpan(source.ageMs)} ago</span>
        ) : null}
      </div>
      <Told unloads={unloading.unloads} onDismiss={unloading.drop} />
      {isEmpty && source !== undefined && source.kind !== 'ok' ? (
        <NotKnown source={source} />
      ) : null}
      <Rows snapshot={snapshot} unloading={unloading} home={head} />
    </section>
  )
}

/** What came of an unloading is still to be read. */
const hasMore = (unloads: Unloads): boolean =>
  [...unloads.values()].some(({ step: { kind } }) => kind === 'told' || kind === 'done')

interface ToldProps {
  readonly unloads: Unloads
  readonly onDismiss: (id: ModelId) => void
}

/** What came of it where the memory is not back: it stays until it was read. */
function Told({ unloads, onDismiss }: ToldProps): ReactNode {
  return [...unloads].map(([id, { step }]) =>
    step.kind === 'told' ? (
      <div key={id} className={styles['told']}>
        <Notice tone={step.tone} title={step.title} onDismiss={() => onDismiss(id)}>
          {step.help ?? undefined}
        </Notice>
      </div>
    ) : null,
  )
}

interface RowsProps {
  readonly snapshot: Snapshot
  readonly unloading: ReturnType<typeof useUnload>
  readonly home: RefObject<HTMLElement | null>
}

function Rows({ snapshot, unloading, home }: RowsProps): ReactNode {
  const { mayAct } = useView()
  const { unloads, start, goOn, drop } = unloading
  const models = snapshot.models.slice(0, shownModelCount)
  const rest = snapshot.models.length - models.length
  const mayEject = ({ eject }: Model): boolean => mayAct && eject.kind === 'unload'
  return (
    <ul>
      {rowsOf(models, unloads).map((row) => {
        if (row.kind === 'gone') return <Gone key={row.id} {...row} />
        const { id } = row.model
        const shown = shownModel(row.model, snapshot)
        const place = models.indexOf(row.model)
        const isAlone = models.every(
          ({ id: other, name }) => other === id || name !== row.model.name,
        )
        return (
          <ModelRow
            key={id}
            model={row.model}
            shown={shown}
            spokenName={isAlone ? shown.name : `${shown.name} in ${shown.server}`}
            step={unloads.get(id)?.step ?? null}
            onEject={mayEject(row.model) ? () => start({ id, name: shown.name, place }) : null}
            onGoOn={() => goOn(id)}
            onKeep={() => drop(id)}
            home={home}
          />
        )
      })}
      {rest === 0 ? null : <li className={styles['more']}>{formatCount(rest)} more</li>}
      <ServerRows snapshot={snapshot} home={home} />
    </ul>
  )
}

/** Where a model was: for a moment, what its going has brought. */
function Gone({ name, sentence }: { readonly name: string; readonly sentence: string }): ReactNode {
  return (
    <li>
      <p className={styles['gone']} role="status">
        <span className={styles['goneName']} title={name}>
          {name}
        </span>{' '}
        <span>{sentence}</span>
      </p>
    </li>
  )
}
