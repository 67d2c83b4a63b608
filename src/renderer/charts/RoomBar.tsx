import type { CSSProperties, ReactNode } from 'react'
import tones from '../ui/tones.module.css'
import type { Tone } from '../ui/tone.ts'
import styles from './RoomBar.module.css'

export interface BarEntry {
  /** Of all entries its own. */
  readonly kind: string
  readonly name: string
  readonly tone: Tone
  readonly bytes: number
  /** As it is shown. */
  readonly figure: string
  /** It stands in the legend: the room, and what comes to more than a 0 there. */
  readonly isNamed: boolean
}

export interface BarTick {
  readonly kind: 'limit' | 'engine'
  readonly bytes: number
  /** What stands at it. */
  readonly name: string
  /** What it means, on a longer look. */
  readonly meaning: string | null
}

interface Props {
  readonly wholeBytes: number
  /** `RAM 34.4 GB` */
  readonly whole: ReactNode
  /** All there is, also what is nothing: that is not drawn. */
  readonly entries: readonly BarEntry[]
  readonly ticks: readonly BarTick[]
  /** What lies past the limit: where, and said; null where nothing does. */
  readonly beyond: {
    readonly fromBytes: number
    readonly bytes: number
    readonly text: string
  } | null
  /** All of it in a sentence, for who listens. */
  readonly spoken: string
  readonly isStale: boolean
  /** Quiet lines below the legend. */
  readonly children?: ReactNode
}

/** One bar for all memory there is, its limits above and below it, and a legend whose figures come to the whole. */
export function RoomBar(props: Props): ReactNode {
  const { wholeBytes, entries, ticks, beyond, spoken, isStale, children } = props
  const shareOf = (bytes: number): string => `${(bytes / wholeBytes) * 100}%`
  return (
    <figure className={styles['figure']} data-stale={isStale}>
      <Above {...props} />
      <div className={styles['place']}>
        <div className={styles['bar']} role="img" aria-label={spoken} data-bar="room">
          {entries
            .filter(({ bytes }) => bytes > 0)
            .map(({ kind, tone, bytes }) => (
              <span
                key={kind}
                className={`${styles['stretch']} ${tones['tone']}`}
                data-tone={tone}
                style={{ width: shareOf(bytes) }}
              />
            ))}
        </div>
        {beyond === null ? null : (
          <span
            className={styles['beyond']}
            data-tone="beyond"
            style={{ insetInlineStart: shareOf(beyond.fromBytes), width: shareOf(beyond.bytes) }}
          />
        )}
        {ticks.map(({ kind, bytes }) => (
          <span
            key={`${kind} ${bytes}`}
            className={styles['tick']}
            data-kind={kind}
            style={{ insetInlineStart: shareOf(bytes) }}
          />
        ))}
      </div>
      <Below {...props} />
      {beyond === null ? null : <p className={styles['excess']}>{beyond.text}</p>}
      <figcaption className={styles['legend']}>
        {entries
          .filter(({ isNamed }) => isNamed)
          .map(({ kind, name, tone, figure }) => (
            <span key={kind} className={styles['entry']} data-room={tone === 'room'}>
              <i
                className={`${styles['key']} ${tones['tone']}`}
                data-tone={tone}
                data-edge={tone === 'room' || tone === 'held' || tone === 'free'}
                aria-hidden="true"
              />
              {name} <b>{figure}</b>
            </span>
          ))}
      </figcaption>
      {children}
    </figure>
  )
}

/** The limit by name at its tick, and how much there is in all at the end. */
function Above({ wholeBytes, whole, ticks }: Props): ReactNode {
  const limit = ticks.find(({ kind }) => kind === 'limit')
  return (
    <div className={styles['above']} style={atOf(limit?.bytes ?? 0, wholeBytes)}>
      {limit === undefined ? null : (
        <span className={styles['name']} title={limit.meaning ?? undefined}>
          {limit.name}
        </span>
      )}
      <span className={styles['whole']} data-whole>
        {whole}
      </span>
    </div>
  )
}

/** Where engines end, in one line, at the last of their ticks. */
function Below({ wholeBytes, ticks }: Props): ReactNode {
  const engines = ticks.filter(({ kind }) => kind === 'engine')
  const last = engines.at(-1)
  if (last === undefined) return null
  const isNearEnd = last.bytes >= wholeBytes / 2
  return (
    <div className={styles['below']} style={atOf(last.bytes, wholeBytes)}>
      <span className={styles['name']} data-side={isNearEnd ? 'end' : 'start'}>
        {engines.map(({ name, meaning }, index) => (
          <span key={name} title={meaning ?? undefined}>
            {index === 0 ? null : ' · '}
            {name}
          </span>
        ))}
      </span>
    </div>
  )
}

interface At extends CSSProperties {
  readonly '--at': number
}
const atOf = (bytes: number, wholeBytes: number): At => ({ '--at': bytes / wholeBytes })
