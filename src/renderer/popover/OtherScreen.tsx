import type { ReactNode } from 'react'
import type { FitView } from '../fit/FitView.tsx'
import type { SettingsView, SettingsViewProps } from '../settings/SettingsView.tsx'
import { Late } from '../ui/Late.tsx'
import type { Screen } from './use-screen.ts'

interface Props extends SettingsViewProps {
  readonly screen: Screen
}

const loadFit = (): Promise<typeof FitView> =>
  import('../fit/FitView.tsx').then((part) => part.FitView)

const loadSettings = (): Promise<typeof SettingsView> =>
  import('../settings/SettingsView.tsx').then((part) => part.SettingsView)

/** What stands in place of the overview: what fits now, or the settings. */
export function OtherScreen({ screen, ...props }: Props): ReactNode {
  const { onBack } = props
  switch (screen) {
    case 'overview':
      return null
    case 'fit':
      return <Late load={loadFit} props={{ onBack }} onDismiss={onBack} />
    case 'settings':
      return <Late load={loadSettings} props={props} onDismiss={onBack} />
  }
}
