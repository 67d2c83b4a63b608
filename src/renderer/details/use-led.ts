import { useEffect } from 'react'
import { useToBegin } from '../relief/use-begin.ts'
import { useLive } from '../store/live.ts'
import { useDetails } from './use-details.ts'

/** Goes where the shell leads: by its menu, or by a link of its other window. */
export function useLed(): void {
  const live = useLive()
  const details = useDetails()
  const begins = useToBegin()
  useEffect(() => {
    // an effect may run twice
    if (begins?.kind !== 'details' || live.toBegin() !== begins) return
    live.begun()
    details.open(begins.place)
  })
}
