import { useEffect, useState } from 'react'
import type { ShownLog } from '../../shared/log-view.ts'
import { printable } from '../../shared/printable.ts'
import { useConnection, useLive, useView } from '../store/live.ts'

/** A new one is found by Core within seconds. */
const everyMs = 4_000

export interface Logs {
  /** null: not told yet. */
  readonly logs: readonly ShownLog[] | null
  /** Why they are not told; null where they are. */
  readonly trouble: string | null
}

const maxReasonLength = 400

/** The logs that are followed, asked for again and again while this is shown. */
export function useLogs(): Logs {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown } = useView()
  const [told, setTold] = useState<Logs>({ logs: null, trouble: null })
  useEffect(() => {
    if (!isLive || !isShown) return undefined
    let isPast = false
    const ask = async (): Promise<void> => {
      const outcome = await live.request('logs', null)
      if (isPast) return
      if (outcome.kind === 'ok') setTold({ logs: outcome.value.logs, trouble: null })
      // the connection itself may be why: that is told elsewhere
      else if (live.connection() === 'live')
        setTold(({ logs }) => ({ logs, trouble: printable(outcome.reason, maxReasonLength) }))
    }
    void ask()
    const timer = setInterval(() => void ask(), everyMs)
    return () => {
      isPast = true
      clearInterval(timer)
    }
  }, [live, isLive, isShown])
  return told
}
