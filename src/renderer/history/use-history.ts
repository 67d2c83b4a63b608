import { useCallback, useEffect, useRef, useState } from 'react'
import type { History, HistoryInput } from '../../shared/history.ts'
import { useConnection, useLive } from '../store/live.ts'

export interface UseHistory {
  /** The last that was answered, also while another is asked for; null: there was none yet. */
  readonly history: History | null
  /** Why there is none for what is asked now. */
  readonly refusal: string | null
  readonly askAgain: () => void
}

/** The history of a span: one question at a time, the latest wins. null: nothing is asked yet. */
export function useHistory(wanted: HistoryInput | null): UseHistory {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const [answer, setAnswer] = useState<Pick<UseHistory, 'history' | 'refusal'>>({
    history: null,
    refusal: null,
  })
  const asking = useRef<{ isBusy: boolean; next: HistoryInput | null }>({
    isBusy: false,
    next: null,
  })
  const ask = useCallback(
    async (input: HistoryInput): Promise<void> => {
      const { current } = asking
      current.next = input
      if (current.isBusy) return
      current.isBusy = true
      while (current.next !== null) {
        const question: HistoryInput = current.next
        current.next = null
        const outcome = await live.request('history', question)
        if (live.connection() !== 'live') continue
        setAnswer((before) =>
          outcome.kind === 'ok'
            ? { history: outcome.value, refusal: null }
            : { history: before.history, refusal: outcome.reason },
        )
      }
      current.isBusy = false
    },
    [live],
  )
  const { sinceMs, untilMs, mostPoints } = wanted ?? nothing
  useEffect(() => {
    if (isLive && untilMs > sinceMs) void ask({ sinceMs, untilMs, mostPoints })
  }, [ask, isLive, sinceMs, untilMs, mostPoints])
  return {
    ...answer,
    askAgain: () => {
      if (wanted !== null) void ask(wanted)
    },
  }
}

const nothing: HistoryInput = { sinceMs: 0, untilMs: 0, mostPoints: 1 }
