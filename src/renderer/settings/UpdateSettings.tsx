import { useRef, type ReactNode, type RefObject } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { Preferences } from '../../shared/preferences.ts'
import type { ShellAct, UpdatePart } from '../../shared/shell.ts'
import { useView } from '../store/live.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { updateSentence } from '../updates/update-sentence.ts'
import { useWords } from '../words/use-words.ts'
import choices from './Choices.module.css'
import rows from './Rows.module.css'
import { SettingBox } from './SettingBox.tsx'
import { SettingGroup } from './SettingGroup.tsx'
import styles from './UpdateSettings.module.css'
import { useSettingsHere } from './use-settings.ts'
import { useShellAct } from './use-shell-act.ts'

interface Props {
  readonly preferences: Preferences
}

/** Whether Headroom asks for newer versions, what it knows of them, and the next step by hand. */
export function UpdateSettings({ preferences }: Props): ReactNode {
  const { t, say } = useWords()
  const { prefer } = useSettingsHere()
  const head = useRef<HTMLHeadingElement>(null)
  const { checksForUpdates, shell } = preferences
  const { updates } = shell
  return (
    <SettingGroup title={t('updates.title')} head={head}>
      {updates.kind === 'absent' ? (
        <p className={choices['why']}>{capital(say(updates.reason))}</p>
      ) : (
        <>
          <SettingBox
            control="checksForUpdates"
            label={t('updates.daily')}
            help={
              checksForUpdates
                ? t('updates.dailyHelp')
                : `${t('updates.dailyHelp')} ${t('updates.once')}`
            }
            isOn={checksForUpdates}
            onChange={(isOn) => void prefer('checksForUpdates', { checksForUpdates: isOn })}
          />
          <UpdateNow part={updates} home={head} />
        </>
      )}
    </SettingGroup>
  )
}

interface NowProps {
  readonly part: UpdatePart
  readonly home: RefObject<HTMLElement | null>
}

function UpdateNow({ part, home }: NowProps): ReactNode {
  const words = useWords()
  const { t, say } = words
  const { refusal, act } = useShellAct()
  const sentence = updateSentence(part, words)
  const next = nextAct(part)
  return (
    <div className={rows['row']}>
      <p className={styles['state']} role="status" data-failed={part.kind === 'failed'}>
        {sentence}
      </p>
      {next === null ? null : (
        // each its own: what was pressed for one is never the next
        <NextStep key={next} next={next} home={home} onPress={() => act({ kind: next })} />
      )}
      {part.kind === 'ok' && part.state === 'loading' ? (
        <div className={styles['progress']}>
          <ProgressBar label={sentence} ratio={part.doneRatio} />
        </div>
      ) : null}
      <p className={rows['refusal']} role="alert">
        {refusal === null
          ? null
          : t('relief.about', { act: t('updates.refused'), name: say(refusal) })}
      </p>
    </div>
  )
}

type UpdateAct = Extract<ShellAct['kind'], `${string}-update`>

/** null: it goes on by itself. */
function nextAct(part: UpdatePart): UpdateAct | null {
  if (part.kind === 'failed') return 'check-for-update'
  switch (part.state) {
    case 'off':
    case 'waiting':
    case 'current':
      return 'check-for-update'
    case 'found':
      return 'load-update'
    case 'ready':
      return 'install-update'
    case 'checking':
    case 'loading':
    case 'installing':
      return null
  }
}

const titleOf = {
  'check-for-update': 'updates.check',
  'load-update': 'updates.load',
  'install-update': 'updates.install',
} as const satisfies Readonly<Record<UpdateAct, string>>

interface NextProps {
  readonly next: UpdateAct
  readonly home: RefObject<HTMLElement | null>
  readonly onPress: () => void
}

function NextStep({ next, home, onPress }: NextProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const place = useRef<HTMLDivElement>(null)
  useFocusHome(place, home)
  return (
    <div ref={place} className={rows['control']}>
      <SmallButton text={t(titleOf[next])} disabled={!mayAct} onClick={onPress} />
    </div>
  )
}
