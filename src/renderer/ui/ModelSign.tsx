import Activity from 'lucide-react/icons/activity'
import Box from 'lucide-react/icons/box'
import LoaderCircle from 'lucide-react/icons/loader-circle'
import Moon from 'lucide-react/icons/moon'
import Pause from 'lucide-react/icons/pause'
import type { ReactNode } from 'react'
import type { ModelState } from '../../shared/server.ts'

const signs = {
  loading: LoaderCircle,
  loaded: Box,
  idle: Pause,
  generating: Activity,
  sleeping: Moon,
  unloading: LoaderCircle,
} as const satisfies Readonly<Record<ModelState, unknown>>

/** What a model does, by its shape: the words stand beside it. */
export function ModelSign({ state }: { readonly state: ModelState }): ReactNode {
  const Sign = signs[state]
  return <Sign size={14} strokeWidth={1.75} aria-hidden="true" />
}
