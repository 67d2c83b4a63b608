import type { ReactNode } from 'react'
import type { FitShown } from '../../shared/contract.ts'
import { useSnapshot } from '../store/live.ts'
import { StackedBar } from '../ui/StackedBar.tsx'
import { needSegments } from './need-segments.ts'

/** What it takes part by part, beside what is taken already, against the limit. */
export function NeedBar({ shown }: { readonly shown: FitShown }): ReactNode {
  const isUnified = useSnapshot(({ gpu }) => gpu.kind === 'ok' && gpu.isUnified) === true
  const ramBytes = useSnapshot(({ memory }) => (memory.kind === 'ok' ? memory.totalBytes : null))
  const bar = needSegments(shown, { isUnified, ramBytes })
  if (bar === null) return null
  return (
    <StackedBar
      title={bar.title}
      ago={null}
      segments={bar.segments}
      beyondBytes={bar.beyondBytes}
    />
  )
}
