import CircleX from 'lucide-react/icons/circle-x'
import { useRef, type ReactNode, type RefObject } from 'react'
import type { App } from '../../shared/app.ts'
import type { Pid } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { isNoticeableGrowth, nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes, formatCount, formatGrowth, formatRatio } from '../../shared/units.ts'
import { ActPlace } from '../relief/ActPlace.tsx'
import { RowButton } from '../relief/RowButton.tsx'
import type { UseActs } from '../relief/use-acts.ts'
import { useInSight } from '../relief/use-begin.ts'
import { AppIcon } from '../ui/AppIcon.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import styles from './AppRow.module.css'

interface Props {
  readonly app: App
  /** What it alone is called: with its process where two have one name. */
  readonly spokenName: string
  /** That of its process; null where it is alone with its name. */
  readonly number: Pid | null
  readonly acts: UseActs
  /** null where whoever looks may not quit it. */
  readonly onQuit: (() => void) | null
  /** Where the keyboard goes when the row goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** One app: what it is, what to know of it, what it takes, and the way to have it back. */
export function AppRow(props: Props): ReactNode {
  const { app, spokenName, number, acts, onQuit, home } = props
  const row = useRef<HTMLLIElement>(null)
  const quit = useRef<HTMLButtonElement>(null)
  useFocusHome(row, home)
  useInSight(row, app.id)
  const step = acts.acts.get(app.id)?.step ?? null
  const name = printable(app.name)
  const warning = app.quitEnds === null ? null : printable(`Quitting ends ${app.quitEnds}`)
  const whyNot =
    app.quit.kind === 'ask'
      ? null
      : `Cannot be quit from here: ${printable(app.quit.reason, maxReasonLength)}`
  return (
    <li ref={row} className={styles['row']} data-asks>
      <div className={styles['line']}>
        <AppIcon name={app.iconName} />
        <span
          className={styles['name']}
          dir="auto"
          title={[name, warning, whyNot].filter((part) => part !== null).join('. ')}
        >
          {name}
        </span>
        {number === null ? null : <span className={styles['number']}>({number})</span>}
        <span className={styles['about']}>
          {step?.kind === 'working' ? step.words : <About app={app} warning={warning} />}
        </span>
        {onQuit === null ? null : (
          <RowButton button={quit} label={`Quit ${spokenName}`} step={step} onPress={onQuit}>
            <CircleX size={14} strokeWidth={1.75} aria-hidden="true" />
          </RowButton>
        )}
        <span className={styles['memory']} title={meaningOfMemoryKind[app.memoryKind]}>
          {formatBytes(app.memoryBytes)}
          <span className="spoken"> {nameOfMemoryKind[app.memoryKind]}</span>
        </span>
      </div>
      <div className={styles['below']}>
        <ActPlace id={app.id} name={spokenName} acts={acts} homes={[quit, home]} />
      </div>
    </li>
  )
}

const maxReasonLength = 240

function About({ app, warning }: NotesProps): ReactNode {
  return (
    <>
      <Notes app={app} warning={warning} />
      {app.processes.some(({ isTranslated }) => isTranslated === true) ? <Rosetta /> : null}
      <Growth bytesPerMinute={app.growthBytesPerMinute} />
      <GpuShare ratio={app.gpuRatio} />
    </>
  )
}

interface NotesProps {
  readonly app: App
  readonly warning: string | null
}

/** What its name does not tell. The warning is told to who points at it, and to who listens. */
function Notes({ app: { detail, processes }, warning }: NotesProps): ReactNode {
  const count = processes.length > 1 ? `${formatCount(processes.length)} processes` : null
  const notes = [detail, count].filter((note) => note !== null).map((note) => printable(note))
  const spoken = warning === null ? null : <span className="spoken">. {warning}</span>
  if (notes.length === 0) return spoken
  return (
    <span className={styles['notes']} title={warning ?? notes.join(' · ')}>
      {notes.map((note) => (
        <span key={note} className={styles['note']}>
          {note}
        </span>
      ))}
      {spoken}
    </span>
  )
}

const meaningOfRosetta =
  'An Intel program, translated by Rosetta: for it Metal is another, slower device'

function Rosetta(): ReactNode {
  return (
    <span className={styles['mark']} title={meaningOfRosetta}>
      Rosetta
    </span>
  )
}

function Growth({ bytesPerMinute }: { readonly bytesPerMinute: number | null }): ReactNode {
  if (bytesPerMinute === null || !isNoticeableGrowth(bytesPerMinute)) return null
  const isGrowing = bytesPerMinute > 0
  return (
    <span className={styles['growth']} data-growing={isGrowing}>
      <span aria-hidden="true">{isGrowing ? '↗' : '↘'}</span> {formatGrowth(bytesPerMinute)}
    </span>
  )
}

const noticeableGpuRatio = 0.01

function GpuShare({ ratio }: { readonly ratio: number | null }): ReactNode {
  if (ratio === null || ratio < noticeableGpuRatio) return null
  return (
    <span className={styles['gpu']} title="Its share of the GPU's time">
      GPU {formatRatio(ratio)}
    </span>
  )
}
