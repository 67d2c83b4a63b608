import { useEffect, useState } from 'react'
import { useView } from '../store/live.ts'

/** This page's clock, once a second while it is shown; ask for it only where the time is on screen. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const { isShown } = useView()
  useEffect(() => {
    if (!isShown) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isShown])
  return nowMs
}
