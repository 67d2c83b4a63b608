import { useState, type ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { ShellParts } from '../../shared/shell.ts'
import { useWords } from '../words/use-words.ts'
import { SettingRow } from './SettingRow.tsx'
import { ShortcutField, type Recording } from './ShortcutField.tsx'
import styles from './ShortcutField.module.css'
import { useSettingsHere } from './use-settings.ts'
import { useShortcutWords } from './use-shortcut-words.ts'

interface Props {
  /** Empty: there is none. */
  readonly chosen: string
  readonly part: ShellParts['shortcut']
}

/** The keys that open Headroom from any app; where there can be none, why. */
export function ShortcutChoice({ chosen, part }: Props): ReactNode {
  const { t, say } = useWords()
  const { prefer } = useSettingsHere()
  const [recording, setRecording] = useState<Recording | null>(null)
  const said = useSaid(chosen, part, recording)
  if (part.kind === 'absent')
    return (
      <SettingRow
        control="shortcut"
        label={t('own.shortcut')}
        help={capital(say(part.reason))}
        isGroup
      >
        {() => null}
      </SettingRow>
    )
  const help = (
    <>
      {said === null ? t('own.shortcutHelp') : null}
      <span className={styles['said']} role="status" data-wrong={said?.isWrong ?? false}>
        {said?.text}
      </span>
    </>
  )
  return (
    <SettingRow control="shortcut" label={t('own.shortcut')} help={help} isGroup>
      {(of) => (
        <ShortcutField
          of={of}
          value={chosen}
          recording={recording}
          onRecord={setRecording}
          onChoose={(shortcut) => void prefer('shortcut', { shortcut })}
        />
      )}
    </SettingRow>
  )
}

interface Said {
  readonly text: string
  readonly isWrong: boolean
}

/** How it goes on, or what is wrong; null: nothing more than what the keys are for. */
function useSaid(
  chosen: string,
  part: ShellParts['shortcut'],
  recording: Recording | null,
): Said | null {
  const { t } = useWords()
  const { signs } = useShortcutWords()
  switch (recording?.trouble) {
    case null:
      return { text: t('own.shortcutHow'), isWrong: false }
    case 'bare':
      return { text: t('own.shortcutBare'), isWrong: true }
    case 'unusable':
      return { text: t('own.shortcutUnusable'), isWrong: true }
    case undefined:
      return part.kind === 'taken' && chosen !== ''
        ? { text: t('own.shortcutTaken', { keys: signs(chosen) }), isWrong: true }
        : null
  }
}
