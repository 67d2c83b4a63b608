import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { NotificationPart } from '../../shared/shell.ts'
import { TellPlace } from '../alerts/TellPlace.tsx'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import choices from './Choices.module.css'
import { NotifyChoice } from './NotifyChoice.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { SystemSettingsButton } from './SystemSettingsButton.tsx'
import { useSettingsHere } from './use-settings.ts'
import { useShellAct } from './use-shell-act.ts'

/** Of macOS in the app; in a browser those of this page. */
export function NotificationSettings(): ReactNode {
  const { t } = useWords()
  const part = useSettingsHere().preferences?.shell.notifications
  return (
    <SettingGroup title={t('settings.notifications')}>
      {part === undefined || part.kind === 'absent' ? <TellPlace /> : <OfApp part={part} />}
    </SettingGroup>
  )
}

function OfApp({ part }: { readonly part: NotificationPart }): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { act, isBusy, refusal } = useShellAct()
  const isOn = part.kind === 'failed' || part.state !== 'off'
  return (
    <>
      <NotifyChoice part={part} />
      {isOn && mayAct ? (
        <div className={choices['below']}>
          <div className={rows['act']}>
            <SmallButton
              text={t('settings.notify.try')}
              aria-disabled={isBusy}
              onClick={isBusy ? undefined : () => act({ kind: 'try-notification' })}
            />
            <SystemSettingsButton pane="notifications" />
            <p className={rows['refusal']} role="alert">
              {refusal === null ? null : capital(say(refusal))}
            </p>
          </div>
        </div>
      ) : null}
    </>
  )
}
