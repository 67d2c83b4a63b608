import { useEffect, useState, type ReactNode } from 'react'
import { useSnapshot, useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { LogBar, plainLooking, type Looking } from './LogBar.tsx'
import { LogFoot } from './LogFoot.tsx'
import { LogList } from './LogList.tsx'
import listStyles from './LogList.module.css'
import { LogNotes, type Prompts } from './LogNotes.tsx'
import { useFindKeys } from './use-find-keys.ts'
import { useListed } from './use-listed.ts'
import { useLogLines } from './use-log-lines.ts'
import { useReading } from './use-reading.ts'
import { useLedLine, type WantedLine } from './use-led-line.ts'

interface Props {
  readonly path: string
  /** The line that a link led to; null: to none. */
  readonly wanted: WantedLine | null
}

/** One log, to be read. Whether prompts are shown is forgotten when it is left. */
export function LogReader({ path, wanted }: Props): ReactNode {
  const { t } = useWords()
  const { mayAct, isElsewhere = false } = useView()
  const [looking, setLooking] = useState<Looking>(plainLooking)
  const [prompts, setPrompts] = usePrompts()
  const { held, isWhole, turns, trouble } = useLogLines(path, prompts === 'shown')
  const { lines, skippedBytes } = held
  const reading = useReading(lines, turns)
  const { cursor, goTo } = reading
  const { rows, pattern, found, matchBy } = useListed(lines, looking, cursor)
  const step = (by: 1 | -1): void => {
    const lineNumber = matchBy(by)
    if (lineNumber !== null) goTo(lineNumber)
  }
  useFindKeys(step)
  const onLed = (): void => setLooking(plainLooking)
  const { isGone, ledTo } = useLedLine({ wanted, held, isWhole, goTo, onLed })
  return (
    <>
      <LogBar
        looking={looking}
        onLooking={(change) => setLooking({ ...looking, ...change })}
        found={found}
        onStep={step}
      />
      <LogNotes prompts={prompts} onPrompts={setPrompts} />
      <Notes isGone={isGone} turns={turns} trouble={trouble} />
      {rows.length === 0 && (isWhole || trouble !== null) ? (
        <Nothing trouble={trouble} hasLines={lines.length > 0} />
      ) : (
        <LogList
          {...reading}
          name={t('log.title')}
          rows={rows}
          pattern={pattern}
          wraps={looking.wraps}
          prompts={prompts}
          ledTo={ledTo}
          onGoal={goTo}
          onAsk={() => (mayAct && !isElsewhere ? setPrompts('asked') : undefined)}
        />
      )}
      <LogFoot
        path={path}
        rows={rows}
        cursor={cursor}
        lineCount={lines.length}
        skippedBytes={skippedBytes}
        isWhole={isWhole || trouble !== null}
      />
    </>
  )
}

function usePrompts(): readonly [Prompts, (prompts: Prompts) => void] {
  const [prompts, setPrompts] = useState<Prompts>('hidden')
  // the section is left: it is only hidden then, not gone
  useEffect(() => () => setPrompts('hidden'), [])
  return [prompts, setPrompts]
}

interface NotesProps {
  readonly isGone: boolean
  readonly turns: number
  readonly trouble: string | null
}

function Notes({ isGone, turns, trouble }: NotesProps): ReactNode {
  const { t, say } = useWords()
  const isReplay = useSnapshot(({ mode }) => mode) === 'replay'
  const notes = [
    ...(isGone ? [t('log.gone')] : []),
    ...(isReplay ? [t('log.recording')] : turns > 0 ? [t('log.turned')] : []),
  ]
  return (
    <>
      {trouble === null ? null : (
        <Notice tone="attention" title={t('log.unread')}>
          <p>{say(trouble)}</p>
        </Notice>
      )}
      {notes.map((note) => (
        <p key={note} role="status" data-quiet>
          {note}
        </p>
      ))}
    </>
  )
}

interface NothingProps {
  /** It stands above, and nothing is read. */
  readonly trouble: string | null
  readonly hasLines: boolean
}

function Nothing({ trouble, hasLines }: NothingProps): ReactNode {
  const { t } = useWords()
  if (trouble !== null && !hasLines) return null
  return (
    <div className={listStyles['frame']}>
      <p className={listStyles['empty']}>
        {hasLines ? t('log.nothingListed') : t('log.nothingYet')}
      </p>
    </div>
  )
}
