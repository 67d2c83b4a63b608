import type { ReactNode } from 'react'
import { isIdleModelCounted } from '../../shared/engine-lines.ts'
import { limitGuideIn } from '../../shared/limit-guide.ts'
import type { MemoryBar as Bar } from '../../shared/memory-bar.ts'
import { barOf } from '../../shared/memory-bar.ts'
import { agoOf } from '../../shared/sentence.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatRoom } from '../../shared/units.ts'
import { RoomBar } from '../charts/RoomBar.tsx'
import { LimitPlace } from '../limit/LimitPlace.tsx'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './MemoryBar.module.css'
import { useBarWords } from './use-bar-words.ts'

/** Who has the memory, the room between, and the limits: one bar. */
export function MemoryBar(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const bar = barOf(snapshot)
  return bar === null ? null : <Known snapshot={snapshot} bar={bar} />
}

interface Props {
  readonly snapshot: Snapshot
  readonly bar: Bar
}

function Known({ snapshot, bar }: Props): ReactNode {
  const { atMs, gpu, memory } = snapshot
  const ago =
    (bar.line === 'gpu' ? null : agoOf(memory, atMs)) ??
    (bar.line === 'ram' ? null : agoOf(gpu, atMs))
  const { whole, name, entries, ticks, beyond, spoken, agoText } = useBarWords(snapshot, bar, ago)
  return (
    <RoomBar
      wholeBytes={bar.wholeBytes}
      whole={
        <>
          {name} <b>{whole}</b>
          {agoText === null ? null : `, ${agoText}`}
        </>
      }
      entries={entries}
      ticks={ticks}
      beyond={
        beyond === null || bar.limit === null
          ? null
          : { fromBytes: bar.limit.lineBytes, bytes: bar.beyondBytes, text: beyond }
      }
      spoken={spoken}
      isStale={ago !== null}
    >
      <InUseNow snapshot={snapshot} />
      <Beside snapshot={snapshot} bar={bar} />
      {gpu.kind === 'ok' && gpu.isUnified ? <LimitPlace guide={limitGuideIn(snapshot)} /> : null}
    </RoomBar>
  )
}

/** Why more counts than is in use now. */
function InUseNow({ snapshot: { gpu, limit } }: Pick<Props, 'snapshot'>): ReactNode {
  const { t, figure } = useWords()
  if (gpu.kind !== 'ok' || limit.kind !== 'ok' || !isIdleModelCounted(gpu, limit)) return null
  const now = figure(formatBytes(gpu.inUseNowBytes))
  return <p className={styles['note']}>{t('overview.bar.inUseNow', { now })}</p>
}

/** The line that has more room than the one that is drawn. */
function Beside({ snapshot, bar: { beside } }: Props): ReactNode {
  const { t, say, figure } = useWords()
  if (beside === null) return null
  const room = figure(formatRoom(beside.roomBytes))
  const whole = figure(formatBytes(beside.wholeBytes))
  const ago = agoOf(beside.line === 'ram' ? snapshot.memory : snapshot.gpu, snapshot.atMs)
  return (
    <p className={styles['note']}>
      {t(`overview.beside.${beside.line}`, { room, whole })}
      {ago === null ? null : `, ${say(ago)}`}
    </p>
  )
}
