import { useDeferredValue, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useDetails } from '../details/use-details.ts'
import { useFind } from '../details/use-find.ts'
import { NoModels } from '../popover/NoModels.tsx'
import { goByArrows } from '../popover/row-keys.ts'
import { GoneRow } from '../relief/GoneRow.tsx'
import { useActs, type UseActs } from '../relief/use-acts.ts'
import { useSnapshot } from '../store/live.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import { Notice } from '../ui/Notice.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ModelsSection.module.css'
import { ServerCard } from './ServerCard.tsx'
import { filteredGroups, groupsOf } from './server-groups.ts'

/** More than these are folded: one is looked for among them. */
const unfoldedCount = 4

/** Every server and every model, with all that is known of them and who says so. */
export function ModelsSection({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const snapshot = useSnapshot((whole) => whole)
  const isEmpty = useSnapshot(({ servers, models }) => servers.length + models.length) === 0
  const [text, setText] = useState('')
  const [ledBy, setLedBy] = useState<SectionProps['focus']>(null)
  // what a link meant is in sight, whatever was looked for before
  if (focus !== ledBy) {
    setLedBy(focus)
    if (focus !== null) setText('')
  }
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  return (
    <>
      <header className={styles['head']}>
        <h1>{t('inventory.title')}</h1>
        {isEmpty ? null : (
          <SearchField field={field} label={t('inventory.search')} text={text} onText={setText} />
        )}
      </header>
      {snapshot === null ? null : <Groups snapshot={snapshot} text={text} focus={focus} />}
    </>
  )
}

interface Props extends SectionProps {
  readonly snapshot: Snapshot
  readonly text: string
}

function Groups({ snapshot, text, focus }: Props): ReactNode {
  const { t, figure } = useWords()
  const details = useDetails()
  const home = useRef<HTMLParagraphElement>(null)
  const { models, servers, sources, mode } = snapshot
  const acts = useActs((id) => models.some((model) => model.id === id))
  const filter = useDeferredValue(text.trim())
  const groups = groupsOf(snapshot)
  const shown = filteredGroups(groups, filter)
  const source = sources.find(({ id }) => id === 'servers') ?? null
  const isStale = source?.isStale === true
  if (groups.length === 0 && acts.acts.size === 0)
    return (
      <NoModels
        snapshot={snapshot}
        source={source}
        onFit={() => details.open({ section: 'fit', focus: null })}
      />
    )
  return (
    <div className={styles['list']} data-stale={isStale} onKeyDown={goByArrows}>
      <p ref={home} className={styles['count']} tabIndex={-1}>
        <span role={filter === '' ? undefined : 'status'}>
          {shown.length === 0
            ? t('inventory.nothingFound')
            : t('inventory.found', { count: shown.length })}
        </span>
        {isStale && source.ageMs !== null ? (
          <span>{t('models.asOf', { span: figure(formatSpan(source.ageMs)) })}</span>
        ) : null}
        {mode === 'replay' && models.length > 0 ? <span>{t('models.recorded')}</span> : null}
      </p>
      <Gone focus={focus} models={models} servers={servers} />
      <GoneRows acts={acts} models={models} home={home} />
      {shown.map((group) => (
        <ServerCard
          key={group.id}
          {...{ group, snapshot, acts, focus, home }}
          isOpenFirst={models.length + servers.length <= unfoldedCount}
        />
      ))}
    </div>
  )
}

/** The model or server that a link meant is not there any more. */
function Gone({ focus, models, servers }: GoneProps): ReactNode {
  const { t } = useWords()
  const [read, setRead] = useState<SectionProps['focus']>(null)
  if (focus === read) return null
  const title =
    focus?.kind === 'model' && !models.some(({ id }) => id === focus.modelId)
      ? t('inventory.gone')
      : focus?.kind === 'server' && !servers.some(({ id }) => id === focus.serverId)
        ? t('inventory.goneServer')
        : null
  if (title === null) return null
  return <Notice tone="note" title={title} onDismiss={() => setRead(focus)} />
}

type GoneProps = SectionProps & Pick<Snapshot, 'models' | 'servers'>

interface GoneRowsProps extends Pick<Snapshot, 'models'> {
  readonly acts: UseActs
  readonly home: RefObject<HTMLElement | null>
}

/** What was let go here, until it was read. */
function GoneRows({ acts, models, home }: GoneRowsProps): ReactNode {
  const gone = [...acts.acts.values()].filter(
    ({ target }) => !models.some(({ id }) => id === target.id),
  )
  if (gone.length === 0) return null
  return (
    <ul>
      {gone.map(({ target, step }) => (
        <GoneRow
          key={target.id}
          {...target}
          {...{ step, acts, home }}
          onDismiss={() => acts.drop(target.id)}
        />
      ))}
    </ul>
  )
}
