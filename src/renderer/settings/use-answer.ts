import { useEffect, useState } from 'react'
import type { Outcome, Requests } from '../../shared/contract.ts'
import { useConnection, useLive, useView } from '../store/live.ts'

/** What is asked for without saying more. */
type Plain = {
  [Name in keyof Requests]: Requests[Name]['in'] extends null ? Name : never
}[keyof Requests]

/** Others change it too: asked again so often, while somebody looks. */
const everyMs = 5_000

export interface UseAnswer<Name extends Plain> {
  /** null until the first one. */
  readonly answer: Outcome<Requests[Name]['out']> | null
  /** At once: something was changed here. */
  readonly askAgain: () => void
}

/** What Core says to this, now and again. */
export function useAnswer<Name extends Plain>(name: Name): UseAnswer<Name> {
  const live = useLive()
  const { isShown } = useView()
  const isLive = useConnection() === 'live'
  const [answer, setAnswer] = useState<Outcome<Requests[Name]['out']> | null>(null)
  useEffect(() => {
    if (!isShown || !isLive) return undefined
    let isPast = false
    const ask = async (): Promise<void> => {
      const next = await live.request(name, null)
      if (!isPast) setAnswer(next)
    }
    void ask()
    const timer = setInterval(() => void ask(), everyMs)
    return () => {
      isPast = true
      clearInterval(timer)
    }
  }, [live, name, isShown, isLive])
  const askAgain = (): void => void live.request(name, null).then(setAnswer)
  return { answer, askAgain }
}
