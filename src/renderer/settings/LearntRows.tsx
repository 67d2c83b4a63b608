import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { loggedText } from '../../shared/facts.ts'
import type { ForgetLearntInput, Learnt } from '../../shared/learnt.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatBytesPerSecond, formatSpan } from '../../shared/units.ts'
import { useView } from '../store/live.ts'
import { LongName } from '../ui/LongName.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { correctionsOf, newestFirst, titleOfEngine } from './learnt-lines.ts'
import styles from './LearntRows.module.css'
import rows from './Rows.module.css'

interface Props {
  readonly learnt: Learnt
  /** Where the keyboard goes with a row that goes. */
  readonly home: RefObject<HTMLElement | null>
  readonly forget: (what: ForgetLearntInput) => Promise<void>
}

/** More would push what stands below out of sight. */
const firstCount = 8

/** The limit, then models and their growth, those of late first. */
export function LearntRows(props: Props): ReactNode {
  const {
    learnt: { limit, models, growths },
    ...rest
  } = props
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const nowMs = useNow()
  const all = newestFirst(models, growths)
  const shown = isWhole ? all : all.slice(0, firstCount)
  return (
    <>
      {limit === null ? null : <LimitRow of={limit} nowMs={nowMs} {...rest} />}
      {shown.map((one) =>
        one.kind === 'model' ? (
          <ModelRow key={one.of.id} of={one.of} nowMs={nowMs} {...rest} />
        ) : (
          <GrowthRow key={one.of.id} of={one.of} nowMs={nowMs} {...rest} />
        ),
      )}
      {shown.length === all.length ? null : (
        <li className={styles['last']}>
          <SmallButton
            text={t('learnt.showAll', { count: all.length })}
            onClick={() => setWhole(true)}
          />
        </li>
      )}
    </>
  )
}

type Of<T> = Omit<Props, 'learnt'> & { readonly of: T; readonly nowMs: number }

function LimitRow({ of: limit, nowMs, home, forget }: Of<NonNullable<Learnt['limit']>>): ReactNode {
  const { t, say, figure } = useWords()
  return (
    <Row
      name={t('learnt.limit')}
      help={say(loggedText(limit, nowMs))}
      value={figure(formatBytes(limit.limitBytes))}
      home={home}
      onForget={() => void forget({ kind: 'limit' })}
    />
  )
}

function ModelRow({ of: one, nowMs, home, forget }: Of<Learnt['models'][number]>): ReactNode {
  const { t, say, figure } = useWords()
  const last = useLast(one.lastAtMs, nowMs)
  const corrections = correctionsOf(one.ratios).map(
    ({ title, by }) => `${say(title)} ${figure(by)}`,
  )
  const engine = titleOfEngine[one.engine]
  const built = one.build === null ? engine : `${engine} ${printable(one.build)}`
  return (
    <Row
      name={one.model}
      help={[built, t('learnt.loads', { count: one.loads }), last].join(' · ')}
      value={corrections.length === 0 ? t('learnt.asEstimated') : corrections.join(' · ')}
      home={home}
      onForget={() => void forget({ kind: 'one', id: one.id })}
    />
  )
}

function GrowthRow({ of: one, nowMs, home, forget }: Of<Learnt['growths'][number]>): ReactNode {
  const { t, figure } = useWords()
  const last = useLast(one.lastAtMs, nowMs)
  const { low, high } = one.bytesPerSecond
  const [from, to] = [low, high].map((pace) => figure(formatBytesPerSecond(pace)))
  return (
    <Row
      name={one.model}
      help={[printable(one.engine), t('learnt.runs', { count: one.runs }), last].join(' · ')}
      value={from === to ? (from ?? '') : t('learnt.range', { low: from ?? '', high: to ?? '' })}
      home={home}
      onForget={() => void forget({ kind: 'one', id: one.id })}
    />
  )
}

function useLast(atMs: number, nowMs: number): string {
  const { t, figure } = useWords()
  return t('learnt.last', { span: figure(formatSpan(Math.max(0, nowMs - atMs))) })
}

interface RowProps extends Pick<Props, 'home'> {
  readonly name: string
  readonly help: string
  readonly value: string
  readonly onForget: () => void
}

function Row({ name, help, value, home, onForget }: RowProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const row = useRef<HTMLLIElement>(null)
  useFocusHome(row, home)
  const shown = printable(name)
  return (
    <li ref={row} className={styles['row']}>
      <span className={styles['name']}>
        <LongName name={shown} />
        <span className={rows['help']}>
          <bdi dir="auto">{help}</bdi>
        </span>
      </span>
      <span className={styles['value']}>{value}</span>
      <SmallButton
        text={t('learnt.forget')}
        spoken={t('relief.about', { act: t('learnt.forget'), name: shown })}
        disabled={!mayAct}
        onClick={onForget}
      />
    </li>
  )
}
