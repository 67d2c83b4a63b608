import type { ReactNode } from 'react'
import type { NotificationPart } from '../../shared/shell.ts'
import { useWords } from '../words/use-words.ts'
import choices from './Choices.module.css'
import rows from './Rows.module.css'
import { SettingBox } from './SettingBox.tsx'
import { useSettingsHere } from './use-settings.ts'

/** Whether alerts are told by notifications of macOS, and whether it shows them. */
export function NotifyChoice({ part }: { readonly part: NotificationPart }): ReactNode {
  const { prefer, preferences } = useSettingsHere()
  const { t } = useWords()
  const isOn = preferences?.alerts.notifies === true
  return (
    <>
      <SettingBox
        control="alerts.notifies"
        label={t('settings.notify.choice')}
        isOn={isOn}
        onChange={(notifies) => void prefer('alerts.notifies', { alerts: { notifies } })}
      />
      <div className={choices['below']}>
        <p className={rows['note']} data-wrong={part.kind === 'failed'} role="status">
          <StateWords part={part} />
        </p>
      </div>
    </>
  )
}

function StateWords({ part }: { readonly part: NotificationPart }): ReactNode {
  const { t, say } = useWords()
  return part.kind === 'failed'
    ? t('settings.notify.failed', { reason: say(part.reason) })
    : t(`settings.notify.state.${part.state}`)
}
