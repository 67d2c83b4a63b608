import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { Framed, slotMark } from '../words/Framed.tsx'
import { useWords } from '../words/use-words.ts'
import type { UsePreferences } from './use-preferences.ts'

/** Why they cannot be read or changed from here, or why the last change was not made, or not kept. */
export function SettingsTrouble({ preferences, unread, trouble }: UsePreferences): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  if (trouble !== null)
    return (
      <Notice
        tone="attention"
        title={t(trouble.isInForce ? 'settings.notKept' : 'settings.notSet')}
      >
        {say(trouble.reason)}
      </Notice>
    )
  if (unread !== null && preferences === null)
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
