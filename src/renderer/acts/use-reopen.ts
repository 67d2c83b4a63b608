import { useEffect, useState } from 'react'
import type { KeptAct } from '../../shared/act.ts'
import { shownAct } from '../../shared/act-text.ts'
import { useLive, useView } from '../store/live.ts'

export type Reopening =
  | { readonly kind: 'no' | 'offered' | 'under-way' }
  | { readonly kind: 'told'; readonly sentence: string }

/** Only a Core that has done an act itself knows how to take it back: it is asked when the act is opened. */
export function useReopen(
  { id, act, outcome }: KeptAct,
  onDone: () => void,
): { readonly reopening: Reopening; readonly reopen: () => void } {
  const live = useLive()
  const { mayAct } = useView()
  const [reopening, setReopening] = useState<Reopening>({ kind: 'no' })
  const mayBeBack = mayAct && outcome === 'done' && (act === 'quit' || act === 'unload')
  useEffect(() => {
    if (!mayBeBack) return undefined
    let isPast = false
    void live.request('settled', { actId: id }).then((answer) => {
      if (isPast || answer.kind !== 'ok' || !shownAct(answer.value).canReopen) return
      setReopening((before) => (before.kind === 'no' ? { kind: 'offered' } : before))
    })
    return () => {
      isPast = true
    }
  }, [live, id, mayBeBack])
  const reopen = async (): Promise<void> => {
    setReopening({ kind: 'under-way' })
    const answer = await live.request('reopen', { actId: id })
    const sentence = answer.kind === 'ok' ? shownAct(answer.value).sentence : answer.reason
    setReopening({ kind: 'told', sentence })
    onDone()
  }
  return {
    reopening: mayBeBack || reopening.kind === 'told' ? reopening : { kind: 'no' },
    reopen: () => void reopen(),
  }
}
