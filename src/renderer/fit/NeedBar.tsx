import type { ReactNode } from 'react'
import type { FitShown } from '../../shared/fit-shown.ts'
import { partTitles } from '../../shared/fit-text.ts'
import { useSnapshot } from '../store/live.ts'
import { StackedBar } from '../ui/StackedBar.tsx'
import { useWords } from '../words/use-words.ts'
import { needSegments, type NeedSegment } from './need-segments.ts'

/** What it takes part by part, beside what is taken already, against the limit. */
export function NeedBar({ shown }: { readonly shown: FitShown }): ReactNode {
  const { t, say } = useWords()
  const isUnified = useSnapshot(({ gpu }) => gpu.kind === 'ok' && gpu.isUnified) === true
  const ramBytes = useSnapshot(({ memory }) => (memory.kind === 'ok' ? memory.totalBytes : null))
  const bar = needSegments(shown, { isUnified, ramBytes })
  if (bar === null) return null
  const nameOf = (part: NeedSegment['part']): string =>
    part === 'taken' || part === 'rest' || part === 'left'
      ? t(`fit.bar.${part}`)
      : say(partTitles[part])
  return (
    <StackedBar
      title={t(`fit.bar.${bar.title}`)}
      ago={null}
      segments={bar.segments.map(({ part, tone, bytes }) => ({
        name: nameOf(part),
        tone,
        bytes,
        isRest: part === 'rest',
      }))}
      beyondBytes={bar.beyondBytes}
    />
  )
}
