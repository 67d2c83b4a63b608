import { useState } from 'react'
import type { Doctor } from '../../shared/doctor.ts'
import { useLive } from '../store/live.ts'

export type Examination =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly sinceMs: number; readonly before: Doctor | null }
  | { readonly kind: 'done'; readonly doctor: Doctor }
  | { readonly kind: 'refused'; readonly reason: string; readonly before: Doctor | null }

/** What was found last, while it is looked for anew as well. */
export function foundIn(examination: Examination): Doctor | null {
  switch (examination.kind) {
    case 'none':
      return null
    case 'done':
      return examination.doctor
    case 'running':
    case 'refused':
      return examination.before
  }
}

/** Asks every source anew, those as well that are asked only then: on a Mac that takes up to half a minute. */
export function useExamine(): { readonly examination: Examination; readonly examine: () => void } {
  const live = useLive()
  const [examination, setExamination] = useState<Examination>({ kind: 'none' })
  const examine = async (): Promise<void> => {
    if (examination.kind === 'running') return
    const before = foundIn(examination)
    setExamination({ kind: 'running', sinceMs: Date.now(), before })
    const outcome = await live.request('doctor', null)
    setExamination(
      outcome.kind === 'ok'
        ? { kind: 'done', doctor: outcome.value }
        : { kind: 'refused', reason: outcome.reason, before },
    )
  }
  return { examination, examine: () => void examine() }
}
