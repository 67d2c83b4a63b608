import AppWindow from 'lucide-react/icons/app-window'
import Container from 'lucide-react/icons/container'
import Cpu from 'lucide-react/icons/cpu'
import Monitor from 'lucide-react/icons/monitor'
import Settings from 'lucide-react/icons/settings'
import SquareDashed from 'lucide-react/icons/square-dashed'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import type { ReactNode } from 'react'
import type { IconName } from '../../shared/app.ts'

const icons = {
  app: AppWindow,
  background: SquareDashed,
  system: Settings,
  terminal: SquareTerminal,
  engine: Cpu,
  'virtual-machine': Monitor,
  container: Container,
} as const satisfies Readonly<Record<IconName, unknown>>

/** What kind of program it is, for the eye that runs down the list: its name stands beside it. */
export function AppIcon({ name }: { readonly name: IconName }): ReactNode {
  const Icon = icons[name]
  return <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
}
