import { useRef, type ReactNode, type RefObject } from 'react'
import { shownModel, type ShownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount, formatSpan } from '../../shared/units.ts'
import type { ActTarget } from '../relief/act-step.ts'
import { GoneRow } from '../relief/GoneRow.tsx'
import { rowsInPlace } from '../relief/rows-in-place.ts'
import { useActs, type UseActs } from '../relief/use-acts.ts'
import { useBegin } from '../relief/use-begin.ts'
import { useSnapshot, useView } from '../store/live.ts'
import styles from './ModelList.module.css'
import { ModelRow } from './ModelRow.tsx'
import { NotKnown } from './NotKnown.tsx'
import { ServerRows } from './ServerRows.tsx'

/** More are a count: a list of this length is looked at, not read. */
const shownModelCount = 24

/** What is loaded, and how to let it go; then the servers that have nothing loaded, or want a key. */
export function ModelList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <Section snapshot={snapshot} />
}

function Section({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { models, servers, sources } = snapshot
  const { mayAct } = useView()
  const head = useRef<HTMLHeadingElement>(null)
  const acts = useActs((id) => models.some((model) => model.id === id))
  useBegin((begins) => {
    const place = models.findIndex(({ id }) => begins.kind === 'unload' && id === begins.modelId)
    const model = models[place]
    if (model === undefined || !mayAct || model.eject.kind === 'none') return null
    return () => acts.start(targetOf(model, shownModel(model, snapshot), place))
  })
  const source = sources.find(({ id }) => id === 'servers')
  const isStale = source?.isStale === true
  const isEmpty = models.length === 0 && servers.length === 0
  const isDrawn = !isEmpty || acts.acts.size > 0
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
      {isEmpty && source !== undefined && source.kind !== 'ok' ? (
        <NotKnown source={source} />
      ) : null}
      <Rows snapshot={snapshot} acts={acts} home={head} />
    </section>
  )
}

interface RowsProps {
  readonly snapshot: Snapshot
  readonly acts: UseActs
  readonly home: RefObject<HTMLElement | null>
}

function Rows({ snapshot, acts, home }: RowsProps): ReactNode {
  const { mayAct } = useView()
  const models = snapshot.models.slice(0, shownModelCount)
  const rest = snapshot.models.length - models.length
  const rows = rowsInPlace(
    models,
    [...acts.acts.values()].map(({ target }) => target),
  )
  const isAlone = ({ id, name }: Model): boolean =>
    models.every((other) => other.id === id || other.name !== name)
  return (
    <ul>
      {rows.map((row, place) => {
        if (row.kind === 'gone') {
          const on = [...acts.acts.values()].find(({ target }) => target.id === row.id)
          if (on === undefined) return null
          const { target, step } = on
          const dismiss = (): void => acts.drop(target.id)
          return <GoneRow key={row.id} {...target} {...{ step, acts, home }} onDismiss={dismiss} />
        }
        const { item: model } = row
        const shown = shownModel(model, snapshot)
        return (
          <ModelRow
            key={row.id}
            model={model}
            shown={shown}
            spokenName={isAlone(model) ? shown.name : `${shown.name} in ${shown.server}`}
            acts={acts}
            onEject={
              mayAct && model.eject.kind !== 'none'
                ? () => acts.start(targetOf(model, shown, place))
                : null
            }
            home={home}
          />
        )
      })}
      {rest === 0 ? null : <li className={styles['more']}>{formatCount(rest)} more</li>}
      <ServerRows snapshot={snapshot} home={home} />
    </ul>
  )
}

const targetOf = (
  { id, eject }: Model,
  { name, server }: ShownModel,
  place: number,
): ActTarget => ({
  kind: 'unload',
  id,
  name,
  number: null,
  place,
  yes: eject.kind === 'quit' ? `Quit ${server}` : 'Unload',
})
