import Boxes from 'lucide-react/icons/boxes'
import ChartLine from 'lucide-react/icons/chart-line'
import Info from 'lucide-react/icons/info'
import ListChecks from 'lucide-react/icons/list-checks'
import PackageCheck from 'lucide-react/icons/package-check'
import ScrollText from 'lucide-react/icons/scroll-text'
import Settings from 'lucide-react/icons/settings'
import Stethoscope from 'lucide-react/icons/stethoscope'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import type { Section } from '../../shared/details.ts'

const signs = {
  history: ChartLine,
  models: Boxes,
  log: ScrollText,
  findings: TriangleAlert,
  fit: PackageCheck,
  doctor: Stethoscope,
  acts: ListChecks,
  settings: Settings,
  about: Info,
} as const satisfies Readonly<Record<Section, unknown>>

/** A section by its shape: its title stands beside it. */
export function SectionSign({ of }: { readonly of: Section }): ReactNode {
  const Sign = signs[of]
  return <Sign size={15} strokeWidth={1.75} aria-hidden="true" />
}
