import CircleX from 'lucide-react/icons/circle-x'
import Cpu from 'lucide-react/icons/cpu'
import FileQuestion from 'lucide-react/icons/file-question'
import FileX from 'lucide-react/icons/file-x'
import Languages from 'lucide-react/icons/languages'
import Layers from 'lucide-react/icons/layers'
import Maximize from 'lucide-react/icons/maximize'
import MemoryStick from 'lucide-react/icons/memory-stick'
import OctagonX from 'lucide-react/icons/octagon-x'
import Puzzle from 'lucide-react/icons/puzzle'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import ScrollText from 'lucide-react/icons/scroll-text'
import Timer from 'lucide-react/icons/timer'
import Turtle from 'lucide-react/icons/turtle'
import ZapOff from 'lucide-react/icons/zap-off'
import type { ReactNode } from 'react'
import type { FindingClass } from '../../shared/finding.ts'

const signs = {
  'metal-alloc-failed': MemoryStick,
  'metal-oom-mid-generation': MemoryStick,
  'mlx-alloc-too-large': Maximize,
  'mps-oom': MemoryStick,
  'system-memory-refused': CircleX,
  'killed-by-system': OctagonX,
  'gpu-timeout': Timer,
  'gpu-reset': RotateCcw,
  'context-full': ScrollText,
  'gguf-incompatible': FileX,
  'model-missing': FileQuestion,
  'metal-unsupported-op': Puzzle,
  'cpu-fallback': Cpu,
  rosetta: Languages,
  'gpu-flat': ZapOff,
  'slow-generation': Turtle,
  'gpu-held': Layers,
} as const satisfies Readonly<Record<FindingClass, unknown>>

/** What is wrong, by its shape: its title stands beside it. */
export function FindingSign({ of }: { readonly of: FindingClass }): ReactNode {
  const Sign = signs[of]
  return <Sign size={14} strokeWidth={1.75} aria-hidden="true" />
}
