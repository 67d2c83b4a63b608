import type { ReactNode } from 'react'
import { TellPlace } from '../alerts/TellPlace.tsx'
import { useWords } from '../words/use-words.ts'

/** What it warns of, and leave to do so where there is somebody to ask. */
export function AlertsStep(): ReactNode {
  const { t } = useWords()
  return (
    <>
      <p>{t('welcome.alerts.what')}</p>
      <TellPlace />
    </>
  )
}
