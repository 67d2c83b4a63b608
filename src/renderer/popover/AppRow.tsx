import type { ReactNode } from 'react'
import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { isNoticeableGrowth, nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes, formatCount, formatGrowth, formatRatio } from '../../shared/units.ts'
import { AppIcon } from '../ui/AppIcon.tsx'
import styles from './AppRow.module.css'

/** One app: what it is, what to know of it, and what it takes. */
export function AppRow({ app }: { readonly app: App }): ReactNode {
  const name = printable(app.name)
  const warning = app.quitEnds === null ? null : printable(`Quitting ends ${app.quitEnds}`)
  return (
    <li className={styles['row']}>
      <AppIcon name={app.iconName} />
      <span
        className={styles['name']}
        dir="auto"
        title={warning === null ? name : `${name}. ${warning}`}
      >
        {name}
      </span>
      <span className={styles['about']}>
        <Notes app={app} warning={warning} />
        {app.processes.some(({ isTranslated }) => isTranslated === true) ? <Rosetta /> : null}
        <Growth bytesPerMinute={app.growthBytesPerMinute} />
        <GpuShare ratio={app.gpuRatio} />
      </span>
      <span className={styles['memory']} title={meaningOfMemoryKind[app.memoryKind]}>
        {formatBytes(app.memoryBytes)}
        <span className="spoken"> {nameOfMemoryKind[app.memoryKind]}</span>
      </span>
    </li>
  )
}

/** What its name does not tell. The warning is told to who points at it, and to who listens. */
function Notes({
  app: { detail, processes },
  warning,
}: {
  readonly app: App
  readonly warning: string | null
}): ReactNode {
  const count = processes.length > 1 ? `${formatCount(processes.length)} processes` : null
  const notes = [detail, count].filter((note) => note !== null).map((note) => printable(note))
  if (notes.length === 0 && warning === null) return null
  return (
    <span className={styles['notes']} title={warning ?? notes.join(' · ')}>
      {notes.map((note) => (
        <span key={note} className={styles['note']}>
          {note}
        </span>
      ))}
      {warning === null ? null : <span className="spoken">. {warning}</span>}
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
