import { useEffect, useState } from 'react'
import type { ShownLog } from '../../shared/log-view.ts'
import { useConnection, useLive, useView } from '../store/live.ts'

/** A new one is found by Core within seconds. */
const everyMs = 4_000

/** The logs that are followed, asked for again and again while this is shown; null: not told yet. */
export function useLogs(): readonly ShownLog[] | null {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown } = useView()
  const [logs, setLogs] = useState<readonly ShownLog[] | null>(null)
  useEffect(() => {
    if (!isLive || !isShown) return undefined
    let isPast = false
    const ask = async (): Promise<void> => {
      const outcome = await live.request('logs', null)
      if (!isPast && outcome.kind === 'ok') setLogs(outcome.value.logs)
    }
    void ask()
    const timer = setInterval(() => void ask(), everyMs)
    return () => {
      isPast = true
      clearInterval(timer)
    }
  }, [live, isLive, isShown])
  return logs
}
