import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { Framed, slotMark } from '../words/Framed.tsx'
import { useWords } from '../words/use-words.ts'
import { useSettingsHere } from './use-settings.ts'

/** Why they cannot be read or changed from here. */
export function SettingsTrouble(): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { inForce, unread } = useSettingsHere()
  if (inForce === null && unread !== null)
    return (
      <Notice tone="note" title={t('settings.notRead')}>
        {say(unread)}
      </Notice>
    )
  return mayAct ? null : (
    <Notice tone="note" title={t('settings.onlyToLook')}>
      <Framed text={t('settings.onlyToLookHelp', { command: slotMark })}>
        <code>headroom serve --allow-acts</code>
      </Framed>
    </Notice>
  )
}
