import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { guideWords, limitCommand } from '../../shared/limit-text.ts'
import { useView } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import type { LimitAct } from './limit-step.ts'
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

type Offer = Extract<LimitGuide, { kind: 'ok' }>

/** What a higher limit does and risks, how far it may go, the command for a terminal, and the way to have it run. */
export function LimitPanel({ guide, limit, home }: Props): ReactNode {
  const { t, say } = useWords()
  const { raisedToBytes } = guide
  return (
    <div className={styles['panel']} role="group" aria-label={t('limit.panel')}>
      {guide.kind === 'ok' && guide.roomNote !== null ? (
        <p className={styles['note']}>{say(guide.roomNote)}</p>
      ) : null}
      <p>{say(guideWords.does)}</p>
      <p>{say(guideWords.risks)}</p>
      {guide.kind === 'ok' ? <Raise guide={guide} limit={limit} home={home} /> : null}
      {guide.kind === 'refused' && raisedToBytes !== null ? (
        <p>{t('limit.notFurther', { reason: say(guide.reason) })}</p>
      ) : null}
      {/* beside their sections, not in them: what came of it stays when its section goes */}
      <Told act="raise" limit={limit} home={home} />
      {raisedToBytes === null ? null : (
        <SetBack limit={limit} home={home} isAlone={guide.kind === 'refused'} />
      )}
      <Told act="set-back" limit={limit} home={home} />
    </div>
  )
}

interface RaiseProps extends Omit<Props, 'guide'> {
  readonly guide: Offer
}

function Raise({ guide, limit, home }: RaiseProps): ReactNode {
  const { t } = useWords()
  const own = useRef<HTMLDivElement>(null)
  useFocusHome(own, home)
  const [wantedBytes, setWanted] = useState<number | null>(null)
  const stops = limitStops(guide)
  const at = limitStopAt(stops, wantedBytes, guide.calmBytes)
  const toBytes = stops[at] ?? guide.mostBytes
  return (
    <div ref={own} className={styles['section']}>
      <LimitSlider
        guide={guide}
        stops={stops}
        at={at}
        onStop={(index) => setWanted(stops[index] ?? null)}
      />
      <Command command={limitCommand(toBytes)} />
      <RunButton limit={limit} act="raise" toBytes={toBytes} words={t('limit.asks')} />
    </div>
  )
}

/** Whoever may only look has the command. */
function SetBack({
  limit,
  home,
  isAlone,
}: Pick<Props, 'limit' | 'home'> & { readonly isAlone: boolean }): ReactNode {
  const { t } = useWords()
  const own = useRef<HTMLDivElement>(null)
  useFocusHome(own, home)
  return (
    <div ref={own} className={styles['section']} data-below={!isAlone}>
      <p>{t('limit.setBackHelp')}</p>
      <Command command={limitCommand(null)} />
      <RunButton
        limit={limit}
        act="set-back"
        toBytes={null}
        words={isAlone ? t('limit.asks') : t('limit.asksHere')}
      />
    </div>
  )
}

const labelOf = { raise: 'limit.raise', 'set-back': 'limit.setBack' } as const

interface RunProps {
  readonly limit: UseLimit
  readonly act: LimitAct
  readonly toBytes: number | null
  /** What comes of pressing it; how far it is stands in their place then. */
  readonly words: string
}

function RunButton({ limit: { step, set }, act, toBytes, words }: RunProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const id = useId()
  if (!mayAct) return null
  const isWorking = step.kind === 'working'
  const isPressed = isWorking && step.act === act
  return (
    <div className={styles['act']}>
      <SmallButton
        text={t(labelOf[act])}
        aria-disabled={isWorking}
        aria-describedby={id}
        onClick={() => set(toBytes)}
      />
      <span id={id} className={styles['words']} data-pressed={isPressed} role="status">
        {/* it may stand behind others, and on another screen than this page */}
        {isPressed ? t('limit.isAsking') : words}
      </span>
    </div>
  )
}

/** What came of it, below what was pressed. */
function Told({
  act,
  limit,
  home,
}: Pick<Props, 'limit' | 'home'> & Pick<RunProps, 'act'>): ReactNode {
  const { t, say } = useWords()
  const { step, drop } = limit
  if (step.kind !== 'told' || step.act !== act) return null
  const { tone, title, help } = step
  const onDismiss = (): void => {
    home.current?.focus({ preventScroll: true })
    drop()
  }
  return (
    <Notice
      tone={tone}
      title={title === null ? t('limit.unchanged') : say(title)}
      onDismiss={onDismiss}
    >
      {help === null ? undefined : t('limit.above', { help: say(help) })}
    </Notice>
  )
}
