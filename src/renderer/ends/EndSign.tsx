import CircleHelp from 'lucide-react/icons/circle-question-mark'
import Cpu from 'lucide-react/icons/cpu'
import MemoryStick from 'lucide-react/icons/memory-stick'
import OctagonX from 'lucide-react/icons/octagon-x'
import ScrollText from 'lucide-react/icons/scroll-text'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import ZapOff from 'lucide-react/icons/zap-off'
import type { ReactNode } from 'react'
import type { EndKind } from '../../shared/black-box.ts'

const signs = {
  'gpu-panic': Cpu,
  'memory-panic': MemoryStick,
  panic: RotateCcw,
  killed: OctagonX,
  'power-loss': ZapOff,
  ended: ScrollText,
  unknown: CircleHelp,
} as const satisfies Readonly<Record<EndKind, unknown>>

/** A small picture of how it ended; its title says the same. */
export function EndSign({ of }: { readonly of: EndKind }): ReactNode {
  const Sign = signs[of]
  return <Sign size={16} strokeWidth={1.75} aria-hidden="true" />
}
