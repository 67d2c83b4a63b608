import CircleCheck from 'lucide-react/icons/circle-check'
import CircleX from 'lucide-react/icons/circle-x'
import Clock from 'lucide-react/icons/clock'
import Hourglass from 'lucide-react/icons/hourglass'
import Minus from 'lucide-react/icons/minus'
import type { ReactNode } from 'react'
import type { SourceState } from './source-order.ts'

const signOf = {
  failed: CircleX,
  stale: Clock,
  waiting: Hourglass,
  live: CircleCheck,
  absent: Minus,
} as const satisfies Record<SourceState, unknown>

/** The state by its shape: told without colour and without words. */
export function SourceSign({ state }: { readonly state: SourceState }): ReactNode {
  const Sign = signOf[state]
  return <Sign size={14} strokeWidth={1.75} aria-hidden="true" />
}
