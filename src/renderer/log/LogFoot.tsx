import { useEffect, useState, type ReactNode } from 'react'
import type { Finding } from '../../shared/finding.ts'
import type { DetailsPlace } from '../../shared/details.ts'
import { formatBytes } from '../../shared/units.ts'
import { useDetails } from '../details/use-details.ts'
import { useSnapshot } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { copiedFrom, selectedIn, type Cursor } from './cursor.ts'
import styles from './LogSection.module.css'
import { MarkGlyph } from './MarkGlyph.tsx'
import { lineCountOf, placeOf, type Row } from './rows.ts'
import { useMarkWords } from './use-mark-words.ts'

interface Props {
  readonly path: string
  readonly rows: readonly Row[]
  readonly cursor: Cursor | null
  readonly lineCount: number
  readonly skippedBytes: number | null
  readonly isWhole: boolean
}

/** What is selected, and how much there is. */
export function LogFoot({ path, rows, cursor, ...counts }: Props): ReactNode {
  const selected = selectedIn(rows, cursor)
  return (
    <div className={styles['foot']}>
      {cursor === null || selected === null ? null : (
        <Selected path={path} rows={rows} cursor={cursor} selected={selected} />
      )}
      <Counts listed={lineCountOf(rows)} {...counts} />
    </div>
  )
}

interface CountsProps extends Pick<Props, 'lineCount' | 'skippedBytes' | 'isWhole'> {
  readonly listed: number
}

function Counts({ listed, lineCount, skippedBytes, isWhole }: CountsProps): ReactNode {
  const { t, figure } = useWords()
  const words = [
    listed === lineCount
      ? t('log.lines', { count: lineCount })
      : t('log.listed', { listed, count: lineCount }),
    ...(skippedBytes === 0
      ? []
      : skippedBytes === null
        ? [t('log.countedFrom')]
        : [t('log.counted', { size: figure(formatBytes(skippedBytes)) })]),
  ]
  return <span className={styles['counts']}>{isWhole ? words.join(', ') : t('log.reading')}</span>
}

interface SelectedProps extends Pick<Props, 'path' | 'rows'> {
  readonly cursor: Cursor
  readonly selected: readonly [number, number]
}

function Selected({ path, rows, cursor, selected }: SelectedProps): ReactNode {
  const { t } = useWords()
  const details = useDetails()
  const markWords = useMarkWords()
  const findings = useSnapshot((snapshot) => snapshot.findings)
  const row = rows[placeOf(rows, cursor.lineNumber)]
  const count = selected[1] - selected[0] + 1
  const mark = row?.mark ?? null
  const finding = row === undefined ? null : findingOf(findings ?? [], path, row)
  const place: DetailsPlace | null =
    finding === null
      ? null
      : { section: 'findings', focus: { kind: 'finding', findingId: finding.id } }
  return (
    <span className={styles['selected']}>
      <span>
        {count === 1 ? t('log.line', { line: cursor.lineNumber }) : t('log.selected', { count })}
      </span>
      {mark === null || count > 1 ? null : (
        <span className={styles['mark']} data-mark={mark.kind}>
          <MarkGlyph of={mark.kind} /> {markWords(mark)}
        </span>
      )}
      {place === null || count > 1 ? null : (
        <SmallButton text={t('log.toFinding')} onClick={() => details.open(place)} />
      )}
      <CopyLines text={() => copiedFrom(rows, cursor)} />
    </span>
  )
}

/** Of this very line, else of its class in this log: what comes again is the same finding. */
function findingOf(findings: readonly Finding[], path: string, { mark, lineNumber }: Row) {
  if (mark?.kind !== 'failure') return null
  const here = findings.filter(({ place }) => place?.path === path)
  return (
    here.find(({ place }) => place?.lineNumber === lineNumber) ??
    here.findLast((one) => one.class === mark.class) ??
    null
  )
}

type Outcome = 'copy' | 'copied' | 'copyByKeys'
const toldMs = 3_000

function CopyLines({ text }: { readonly text: () => string }): ReactNode {
  const { t } = useWords()
  const [outcome, setOutcome] = useState<Outcome>('copy')
  useEffect(() => {
    if (outcome === 'copy') return undefined
    const timer = setTimeout(() => setOutcome('copy'), toldMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setOutcome('copied')
    } catch {
      // NotAllowedError: the shell or the browser forbids it; the keys are allowed in any case
      setOutcome('copyByKeys')
    }
  }
  return (
    <>
      <SmallButton text={t(`log.${outcome}`)} onClick={() => void copy()} />
      <span className="spoken" role="status">
        {outcome === 'copy' ? '' : t(`log.${outcome}`)}
      </span>
    </>
  )
}
