import type { ReactNode } from 'react'
import type { FitView } from '../fit/FitView.tsx'
import { Late } from '../ui/Late.tsx'
import type { Screen } from './use-screen.ts'

interface Props {
  readonly screen: Screen
  readonly onBack: () => void
}

const loadFit = (): Promise<typeof FitView> =>
  import('../fit/FitView.tsx').then((part) => part.FitView)

/** What stands in place of the overview: what fits now. */
export function OtherScreen({ screen, onBack }: Props): ReactNode {
  switch (screen) {
    case 'overview':
      return null
    case 'fit':
      return <Late load={loadFit} props={{ onBack }} onDismiss={onBack} />
  }
}
