import { useEffect, useState } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { FitInput, FitShown } from '../../shared/fit-shown.ts'
import { useConnection, useLive, useView } from '../store/live.ts'
import { createPacer } from './pacer.ts'
import { useRoomMark } from './use-room-mark.ts'

export interface UseFit {
  /** The last answer that was none of a refusal; null before the first. */
  readonly shown: FitShown | null
  /** Why the last question was refused; null where it was not. */
  readonly refusal: string | null
}

/** Asked again where the same question has another answer now. */
interface Question {
  readonly input: FitInput
  readonly about: string | null
}

/** What one model would come to, asked anew as `input` or the room changes. */
export function useFit(input: FitInput): UseFit {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown } = useView()
  const mark = useRoomMark()
  const [answer, setAnswer] = useState<UseFit>({ shown: null, refusal: null })
  const [pacer] = useState(() =>
    createPacer(
      ({ input: asked }: Question) => live.request('fit', asked),
      (outcome: Outcome<FitShown>) =>
        setAnswer((before) =>
          outcome.kind === 'ok'
            ? { shown: outcome.value, refusal: null }
            : { ...before, refusal: outcome.reason },
        ),
    ),
  )
  const { model, engine, contextTokens, kvType, parallel } = input
  useEffect(() => {
    if (isShown && isLive)
      pacer.ask({ input: { model, engine, contextTokens, kvType, parallel }, about: mark })
  }, [pacer, isShown, isLive, mark, model, engine, contextTokens, kvType, parallel])
  useEffect(() => pacer.stop, [pacer])
  return answer
}
