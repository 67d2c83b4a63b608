import { useRef, type ReactNode, type RefObject } from 'react'
import { shownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import { GoneRow } from '../relief/GoneRow.tsx'
import { rowsInPlace } from '../relief/rows-in-place.ts'
import { useActs, type UseActs } from '../relief/use-acts.ts'
import { useBegin } from '../relief/use-begin.ts'
import { useSnapshot, useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { modelTarget } from './model-target.ts'
import styles from './ModelList.module.css'
import { ModelRow } from './ModelRow.tsx'
import { NoModels } from './NoModels.tsx'
import { goByArrows } from './row-keys.ts'
import { ServerRows } from './ServerRows.tsx'

/** More are a count: a list of this length is looked at, not read. */
const shownModelCount = 24

interface Props {
  /** Leads to what fits now. */
  readonly onFit: () => void
}

/** What is loaded, and how to let it go; then the servers that have nothing loaded, or want a key. */
export function ModelList({ onFit }: Props): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <Section snapshot={snapshot} onFit={onFit} />
}

function Section({ snapshot, onFit }: Props & { readonly snapshot: Snapshot }): ReactNode {
  const { models, sources, mode } = snapshot
  const { t, figure } = useWords()
  const { mayAct } = useView()
  const head = useRef<HTMLHeadingElement>(null)
  const acts = useActs((id) => models.some((model) => model.id === id))
  useBegin((begins) => {
    const place = models.findIndex(({ id }) => begins.kind === 'unload' && id === begins.modelId)
    const model = models[place]
    if (model === undefined || !mayAct || model.eject.kind === 'none') return null
    return () => acts.start(modelTarget(model, shownModel(model, snapshot), { place, t }))
  })
  const source = sources.find(({ id }) => id === 'servers')
  const isStale = source?.isStale === true
  const hasRows = models.length > 0 || acts.acts.size > 0
  return (
    <section
      aria-label={t('models.title')}
      className={styles['models']}
      data-stale={isStale}
      onKeyDown={goByArrows}
    >
      <div className={styles['head']}>
        <h2 ref={head} tabIndex={-1}>
          {t('models.title')}
        </h2>
        {isStale && source.ageMs !== null && hasRows ? (
          <span>{t('models.asOf', { span: figure(formatSpan(source.ageMs)) })}</span>
        ) : null}
        {mode === 'replay' && models.length > 0 ? <span>{t('models.recorded')}</span> : null}
      </div>
      {hasRows ? null : <NoModels snapshot={snapshot} source={source ?? null} onFit={onFit} />}
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
  const { t } = useWords()
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
        const { name, server } = shown
        const mayEject = mayAct && model.eject.kind !== 'none'
        return (
          <ModelRow
            key={row.id}
            model={model}
            shown={shown}
            spokenName={isAlone(model) ? name : t('models.nameIn', { name, server })}
            isRecorded={snapshot.mode === 'replay'}
            atMs={snapshot.atMs}
            acts={acts}
            onEject={mayEject ? () => acts.start(modelTarget(model, shown, { place, t })) : null}
            home={home}
          />
        )
      })}
      {rest === 0 ? null : <li className={styles['more']}>{t('models.more', { count: rest })}</li>}
      <ServerRows snapshot={snapshot} home={home} />
    </ul>
  )
}
