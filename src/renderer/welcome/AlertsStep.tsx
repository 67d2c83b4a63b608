import type { ReactNode } from 'react'
import { TellPlace } from '../alerts/TellPlace.tsx'
import { NotifyChoice } from '../settings/NotifyChoice.tsx'
import { SettingsContext, useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/use-words.ts'

/** What it warns of, and leave to do so where there is somebody to ask. */
export function AlertsStep(): ReactNode {
  const { t } = useWords()
  const settings = useSettings()
  const part = settings.preferences?.shell.notifications
  return (
    <>
      <p>{t('welcome.alerts.what')}</p>
      {part === undefined || part.kind === 'absent' ? (
        <TellPlace />
      ) : (
        <SettingsContext value={settings}>
          <div>
            <NotifyChoice part={part} />
          </div>
        </SettingsContext>
      )}
    </>
  )
}
