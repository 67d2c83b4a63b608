import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import type { Finding, LogPlace } from '../../shared/finding.ts'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { DetailsLink } from '../details/DetailsLink.tsx'
import { useDetails } from '../details/use-details.ts'
import { useWords } from '../words/use-words.ts'
import styles from './FindingCard.module.css'
import { FindingFixes } from './FindingFixes.tsx'

interface Props {
  readonly finding: Finding
  readonly shown: ShownFinding
  /** It stands in the details: no link leads there. */
  readonly isInDetails: boolean
}

/** All that is known of a finding: why, what helps, where it stands, what does not help. */
export function FindingMore({ finding, shown, isInDetails }: Props): ReactNode {
  const { say } = useWords()
  const { cause, fixes, misadvice, place } = shown
  const { id: findingId, place: at } = finding
  return (
    <>
      <Cause cause={cause} />
      <FindingFixes fixes={fixes} isWhole />
      {place === null || at === null ? null : <Place place={place} at={at} />}
      {misadvice.length === 0 ? null : <Misadvice misadvice={misadvice} />}
      {isInDetails ? null : (
        <div className={styles['link']}>
          <DetailsLink
            place={{ section: 'findings', focus: { kind: 'finding', findingId } }}
            title={say(shown.title)}
          />
        </div>
      )}
    </>
  )
}

function Cause({ cause }: Pick<ShownFinding, 'cause'>): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <h4 className={styles['label']}>{t('alerts.why')}</h4>
      <p>{say(cause)}</p>
    </>
  )
}

interface PlaceProps {
  readonly place: NonNullable<ShownFinding['place']>
  readonly at: LogPlace
}

function Place({ place, at: { path, lineNumber } }: PlaceProps): ReactNode {
  const { t, say } = useWords()
  const details = useDetails()
  const openLog = (): void =>
    details.open({ section: 'log', focus: { kind: 'line', path, lineNumber } })
  return (
    <>
      <h4 className={styles['label']} title={say(place.inFull)}>
        <button
          type="button"
          className={styles['inLog']}
          aria-label={t('alerts.inLog', { place: say(place.name) })}
          onClick={openLog}
        >
          {say(place.name)}
        </button>
      </h4>
      <code className={styles['line']} dir="auto">
        {place.line}
      </code>
    </>
  )
}

function Misadvice({ misadvice }: Pick<ShownFinding, 'misadvice'>): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <h4 className={styles['label']}>{t('alerts.noHelp')}</h4>
      <ul>
        {misadvice.map(({ advice, why }) => (
          <li key={advice} className={styles['advice']}>
            <X size={14} strokeWidth={1.75} aria-hidden="true" />
            <p>{say(advice)}</p>
            <p className={styles['why']}>{say(why)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
