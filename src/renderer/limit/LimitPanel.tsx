import { useRef, useState, type ReactNode, type RefObject } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { guideWords, limitCommand } from '../../shared/limit-text.ts'
import { useView } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { limitStopAt, limitStops } from './limit-stops.ts'
import styles from './LimitPanel.module.css'
import { LimitSlider } from './LimitSlider.tsx'
import type { UseLimit } from './use-limit.ts'

interface Props {
  readonly guide: LimitGuide
  readonly limit: UseLimit
  /** Where the keyboard goes when what had it goes. */
  readonly home: RefObject<HTMLElement | null>
}

/** What a higher limit does and risks, how far it may go, the command for a terminal, and the way to have it run. */
export function LimitPanel({ guide, limit, home }: Props): ReactNode {
  const own = useRef<HTMLDivElement>(null)
  useFocusHome(own, home)
  const { step, drop } = limit
  const { raisedToBytes } = guide
  return (
    <div ref={own} className={styles['panel']} role="group" aria-label="Limit of the GPU">
      <p>{guideWords.does}</p>
      <p>{guideWords.risks}</p>
      {guide.kind === 'ok' ? <Raise guide={guide} limit={limit} /> : null}
      {guide.kind === 'refused' && raisedToBytes !== null ? (
        <p>It is not raised further: {guide.reason}.</p>
      ) : null}
      {raisedToBytes === null ? null : <SetBack limit={limit} />}
      <p className={styles['working']} role="status">
        {step.kind === 'working' ? 'macOS asks for an administrator…' : ''}
      </p>
      {step.kind === 'told' ? (
        <Notice tone={step.tone} title={step.title} onDismiss={drop}>
          {step.help === null ? undefined : `${step.help}: the command stands above.`}
        </Notice>
      ) : null}
    </div>
  )
}

interface RaiseProps {
  readonly guide: Extract<LimitGuide, { kind: 'ok' }>
  readonly limit: UseLimit
}

function Raise({ guide, limit }: RaiseProps): ReactNode {
  const [wantedBytes, setWanted] = useState<number | null>(null)
  const stops = limitStops(guide)
  const at = limitStopAt(stops, wantedBytes, guide.calmBytes)
  const toBytes = stops[at] ?? guide.mostBytes
  return (
    <>
      <LimitSlider
        guide={guide}
        stops={stops}
        at={at}
        onStop={(index) => setWanted(stops[index] ?? null)}
      />
      <Command command={limitCommand(toBytes)} />
      <RunButton limit={limit} toBytes={toBytes} label="Raise now" />
    </>
  )
}

/** Whoever may only look has the command. */
function SetBack({ limit }: Pick<Props, 'limit'>): ReactNode {
  return (
    <>
      <p>Back to what macOS chooses; a model that needs more may fail then:</p>
      <Command command={limitCommand(null)} />
      <RunButton limit={limit} toBytes={null} label="Set back" />
    </>
  )
}

interface RunProps {
  readonly limit: UseLimit
  readonly toBytes: number | null
  readonly label: string
}

function RunButton({ limit: { step, set }, toBytes, label }: RunProps): ReactNode {
  const { mayAct } = useView()
  if (!mayAct) return null
  const isWorking = step.kind === 'working'
  return (
    <div className={styles['act']}>
      <button
        type="button"
        className={styles['button']}
        aria-disabled={isWorking}
        onClick={() => set(toBytes)}
      >
        {label}
      </button>
      <span className={styles['asks']}>macOS asks for an administrator</span>
    </div>
  )
}
