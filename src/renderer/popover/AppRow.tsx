import ChevronDown from 'lucide-react/icons/chevron-down'
import CircleX from 'lucide-react/icons/circle-x'
import { useId, useRef, useState, type ComponentProps, type ReactNode, type RefObject } from 'react'
import type { App } from '../../shared/app.ts'
import type { Pid } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes, formatCount } from '../../shared/units.ts'
import { ActPlace } from '../relief/ActPlace.tsx'
import { workingWords } from '../relief/act-words.ts'
import { RowButton } from '../relief/RowButton.tsx'
import type { UseActs } from '../relief/use-acts.ts'
import { useInSight } from '../relief/use-begin.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { AppIcon } from '../ui/AppIcon.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import type { AppProcesses } from './AppProcesses.tsx'
import styles from './AppRow.module.css'
import { GpuShare, Growth, Rosetta } from './AppSigns.tsx'
import { foldByEscape } from './fold-keys.ts'
import { useLater } from '../ui/use-later.ts'

// of most apps nobody asks what they are made of
const loadProcesses = () => import('./AppProcesses.tsx').then(({ AppProcesses }) => AppProcesses)

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

/** One app on one line: what it is, whether it grows, its share of the GPU, what it takes, and the way to have that back. */
export function AppRow({ app, spokenName, number, acts, onQuit, home }: Props): ReactNode {
  const words = useWords()
  const { t } = words
  const [isOpen, setOpen] = useState(false)
  const processesId = useId()
  const row = useRef<HTMLLIElement>(null)
  const quit = useRef<HTMLButtonElement>(null)
  useFocusHome(row, home)
  useInSight(row, app.id)
  const step = acts.acts.get(app.id)?.step ?? null
  const isUnfolded = isOpen && app.processes.length > 1
  return (
    <li
      ref={row}
      className={styles['row']}
      data-asks
      data-row
      onKeyDown={foldByEscape(isUnfolded, () => setOpen(false))}
    >
      <div className={styles['line']}>
        <AppIcon name={app.iconName} />
        <Name app={app} number={number}>
          {app.processes.length < 2 ? null : (
            <Unfold
              count={app.processes.length}
              name={spokenName}
              isOpen={isUnfolded}
              id={processesId}
              onPress={() => setOpen(!isOpen)}
            />
          )}
        </Name>
        {step?.kind === 'working' ? (
          <span className={styles['working']}>{workingWords(words, step.verb)}</span>
        ) : (
          <>
            <Growth bytesPerMinute={app.growthBytesPerMinute} />
            <GpuShare ratio={app.gpuRatio} />
          </>
        )}
        {onQuit === null ? null : (
          <RowButton
            button={quit}
            label={t('relief.quitNamed', { name: spokenName })}
            step={step}
            onPress={onQuit}
          >
            <CircleX size={14} strokeWidth={1.75} aria-hidden="true" />
          </RowButton>
        )}
        <Memory app={app} />
      </div>
      <Processes isUnfolded={isUnfolded} id={processesId} app={app} name={spokenName} />
      <div className={styles['below']}>
        <ActPlace id={app.id} name={spokenName} acts={acts} homes={[quit, home]} />
      </div>
    </li>
  )
}

interface ProcessesProps extends ComponentProps<typeof AppProcesses> {
  readonly isUnfolded: boolean
}

function Processes({ isUnfolded, ...props }: ProcessesProps): ReactNode {
  const { part, isFailed } = useLater(isUnfolded, loadProcesses)
  if (isFailed) return <NotLoaded />
  return part === null ? null : <part.Part {...props} />
}

function Memory({ app: { memoryBytes, memoryKind } }: Pick<Props, 'app'>): ReactNode {
  const { say, figure } = useWords()
  return (
    <span className={styles['memory']} title={say(meaningOfMemoryKind[memoryKind])}>
      {figure(formatBytes(memoryBytes))}
      <span className="spoken"> {say(nameOfMemoryKind[memoryKind])}</span>
    </span>
  )
}

const maxReasonLength = 240

interface NameProps extends Pick<Props, 'app' | 'number'> {
  readonly children: ReactNode
}

/** Its name, and what that does not tell. The warning is told to who points at it, and to who listens. */
function Name({ app, number, children }: NameProps): ReactNode {
  const { t, say } = useWords()
  const { quit, quitEnds } = app
  const name = printable(app.name)
  const detail = app.detail === null ? null : say(printable(app.detail))
  const warning = quitEnds === null ? null : t('apps.quitEnds', { what: say(printable(quitEnds)) })
  const whyNot =
    quit.kind === 'ask'
      ? null
      : t('apps.cannotQuit', { reason: say(printable(quit.reason, maxReasonLength)) })
  const title = [name, warning, whyNot].filter((part) => part !== null).join('. ')
  return (
    <span className={styles['names']}>
      <span className={styles['name']} dir="auto" title={title}>
        {name}
      </span>
      {number === null ? null : <span className={styles['number']}>({number})</span>}
      {detail === null ? null : (
        <span className={styles['detail']} title={warning ?? detail}>
          {detail}
        </span>
      )}
      {warning === null ? null : <span className="spoken">. {warning}</span>}
      {app.processes.some(({ isTranslated }) => isTranslated === true) ? <Rosetta /> : null}
      {children}
    </span>
  )
}

interface UnfoldProps {
  readonly count: number
  readonly name: string
  readonly isOpen: boolean
  /** Of what it unfolds. */
  readonly id: string
  readonly onPress: () => void
}

/** How many processes it is, and the way to see them. */
function Unfold({ count, name, isOpen, id, onPress }: UnfoldProps): ReactNode {
  const { t } = useWords()
  const processes = t('apps.processes', { count })
  return (
    <button
      type="button"
      className={styles['unfold']}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      title={processes}
      onClick={onPress}
    >
      <AlsoSpoken
        text={formatCount(count)}
        spoken={t('apps.processesOfApp', { processes, name })}
      />
      <ChevronDown size={10} strokeWidth={2} aria-hidden="true" />
    </button>
  )
}
